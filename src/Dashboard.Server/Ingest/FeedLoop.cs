using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;

namespace Dashboard.Server.Ingest;

/// <summary>
/// Reads a feed to its end. When memory runs out, the store drops half of its events and reading continues; if it ran out
/// inside the store, the feed starts again with the running processes.
/// </summary>
/// <param name="pause">Wait before the second and later attempts: other processes may free memory meanwhile.</param>
internal sealed class FeedLoop(IEventFeed feed, LifecycleStore store, TimeSpan pause)
{
    /// <summary>Upper bound of consecutive shortages, without a batch after <see cref="FirstBatches"/> that succeeds.</summary>
    public const int MaxTries = 5;

    /// <summary>A feed starts with up to this many batches: the running processes, and the batch that was in progress at the shortage.</summary>
    internal const int FirstBatches = 2;

    public static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);

    private int _tries;

    /// <summary>False when <paramref name="take"/> ended it.</summary>
    /// <param name="take">Applies a batch to the store; returns false to end.</param>
    /// <param name="onShortage">Called for each shortage after which reading continues.</param>
    /// <exception cref="OutOfMemoryException">The limit of attempts is reached.</exception>
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
                // A shortage inside the store has already dropped half of its events.
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
