using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;

namespace Dashboard.Server.Ingest;

/// <summary>
/// Compares what the feed says it lost with what the stream has told so far, and makes events of the difference: a
/// loss that only a counter knows is a hole that nobody sees.
/// </summary>
internal sealed class LossWatch(IEventFeed feed, LifecycleStore store)
{
    /// <summary>
    /// A feed that writes its own lost events does so with its next batch, so a growth is told only when it was there
    /// this many checks (two seconds) before as well.
    /// </summary>
    private const int GraceChecks = 8;

    private int _checks;

    /// <summary>The counters some checks ago. Bounded by the feed's causes.</summary>
    private IReadOnlyDictionary<string, long> _before = new Dictionary<string, long>();

    private Timestamp? _wholeUntil;

    /// <summary>The losses to append; mostly none.</summary>
    /// <param name="isLast">The feed has ended: tell all.</param>
    public IReadOnlyList<LostEvent> Check(bool isLast = false)
    {
        if (!isLast && _checks++ % GraceChecks != 0)
        {
            return [];
        }

        var now = feed.Status.Lost;
        var due = isLast ? now : _before;
        _before = now;
        var clock = store.Clock;
        if (due.Count == 0)
        {
            _wholeUntil = clock.Now;
            return [];
        }

        var told = store.Read(view => new Dictionary<string, long>(view.Counters.LostByCause));
        var losses = new List<LostEvent>();
        foreach (var (cause, count) in due)
        {
            var missing = count - told.GetValueOrDefault(cause);
            if (missing > 0)
            {
                losses.Add(new LostEvent
                {
                    Count = missing,
                    Cause = cause,
                    Time = clock.Now,
                    BootNs = clock.NowBootNs,
                    From = _wholeUntil,
                    To = clock.Now,
                });
            }
        }

        if (losses.Count == 0 && now.Count == due.Count && now.All(lost => due.GetValueOrDefault(lost.Key) == lost.Value))
        {
            _wholeUntil = clock.Now;
        }

        return losses;
    }
}
