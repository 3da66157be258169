using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;

namespace Dashboard.Server.Ingest;

/// <summary>
/// Reads a feed to its end, also where memory runs out on the way: then the store gives up what it can, and the feed is
/// read on. Where it ran out in the store, the feed begins again with the processes that are there.
/// </summary>
/// <param name="pause">Before the second try and those after it: whoever else has the memory may give it back meanwhile.</param>
internal sealed class FeedLoop(IEventFeed feed, LifecycleStore store, TimeSpan pause)
{
    /// <summary>So often in a row memory may run out before a batch is through that is not one of <see cref="FirstBatches"/>.</summary>
    public const int MaxTries = 5;

    /// <summary>With up to so many a feed begins each time: the processes that are there, and what it had in hand when memory ran out.</summary>
    internal const int FirstBatches = 2;

    public static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);

    private int _tries;

    /// <summary>False when it was ended by <paramref name="take"/>.</summary>
    /// <param name="take">Takes a batch, and gives it to the store; false to end.</param>
    /// <param name="onShortage">Told each time that memory ran out and reading goes on.</param>
    /// <exception cref="OutOfMemoryException">It ran out too often.</exception>
    public bool Run(Func<IReadOnlyList<LifecycleEvent>, bool> take, Action<OutOfMemoryException> onShortage, CancellationToken stopping)
    {
        while (true)
        {
            var (givenUp, batches) = (store.TimesGivenUp, 0);
            try
            {
                foreach (var batch in feed.ReadBatches(stopping))
                {
                    givenUp = store.TimesGivenUp;
                    if (!take(batch))
                    {
                        return false;
                    }

                    _tries = ++batches > FirstBatches ? 0 : _tries;
                }

                return true;
            }
            catch (OutOfMemoryException problem) when (_tries++ < MaxTries)
            {
                // Where the store itself ran out of it, it has given up half already.
                if (store.TimesGivenUp == givenUp)
                {
                    store.GiveUp(feed.Pool);
                }

                onShortage(problem);
                stopping.WaitHandle.WaitOne(_tries > 1 ? pause : TimeSpan.Zero);
            }
        }
    }
}
