using Dashboard.Core.History;

namespace Dashboard.Core.Learning;

/// <summary>Follows a capture and extracts a run, a bounded number of events at a time.</summary>
/// <param name="after">Only events after this number.</param>
public sealed class RunFollower(LifecycleStore store, RunCollector collector, long after)
{
    /// <summary>Events read per hold of the store's lock; each takes nanoseconds.</summary>
    private const int PieceSize = 5_000;

    private long _after = after;

    public ExperimentRun Run => collector.Run;

    /// <summary>Processes the events since the last call. True when any of them belongs to the run.</summary>
    public bool Pull()
    {
        var changed = false;
        while (Piece(ref changed) == PieceSize)
        {
        }

        return changed;
    }

    private int Piece(ref bool changed)
    {
        var (seen, found) = store.Read(view =>
        {
            var count = 0;
            var some = false;
            foreach (var held in view.Events.Forwards(_after))
            {
                _after = held.Seq;
                // The collector copies only events of its run; most events are not.
                some |= collector.Offer(held.Event);
                if (++count == PieceSize)
                {
                    break;
                }
            }

            return (count, some);
        });
        changed |= found;
        return seen;
    }
}
