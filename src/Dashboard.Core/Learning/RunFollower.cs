using Dashboard.Core.History;

namespace Dashboard.Core.Learning;

/// <summary>Follows a capture and picks a run out of it, a bounded piece at a time.</summary>
/// <param name="after">Only events behind this number.</param>
public sealed class RunFollower(LifecycleStore store, RunCollector collector, long after)
{
    /// <summary>So many events are looked at while the store's lock is held; a look takes nanoseconds.</summary>
    private const int PieceSize = 5_000;

    private long _after = after;

    public ExperimentRun Run => collector.Run;

    /// <summary>Takes in what has happened since the last call. True when some of it belongs to the run.</summary>
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
                // The collector keeps copies of what belongs to its run, and the most does not.
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
