using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// A way through all processes that can be interrupted: the table may change between two steps. Each process that is held
/// at the first step is met exactly once, unless it is evicted before its turn; one that is born meanwhile may be met.
/// </summary>
/// <remarks>
/// First the live ones, from the last to the first: the table fills the place of one that ends with the last, which was met
/// already, so none is passed over. Then the ended ones by their lasting numbers, up to the last that had ended when this
/// part began: who ended meanwhile is among them, and is known when it was met alive.
/// </remarks>
public sealed class ProcessWalk
{
    /// <summary>Met while they lived. Bounded by the live processes.</summary>
    private readonly HashSet<ProcessId> _metAlive = [];
    private bool _begun;
    private int _live;
    private long _endedBefore;
    private long _next;
    private long _end = -1;

    /// <summary>The next process; null at the end. Inside LifecycleStore.Read only.</summary>
    public ProcessRecord? Next(ProcessTable table)
    {
        var (live, exited) = (table.Live, table.Exited);
        if (!_begun)
        {
            (_begun, _live, _endedBefore) = (true, live.Count, exited.Taken + exited.Count);
        }

        for (_live = Math.Min(_live, live.Count); _live > 0;)
        {
            var record = live[--_live];
            if (_metAlive.Add(record.Id))
            {
                return record;
            }
        }

        if (_end < 0)
        {
            _end = exited.Taken + exited.Count;
        }

        // Or as many as there are: the table may have begun anew.
        for (_next = Math.Max(_next, exited.Taken); _next < Math.Min(_end, exited.Taken + exited.Count);)
        {
            var number = _next++;
            var record = exited[(int)(number - exited.Taken)];
            if (number < _endedBefore || !_metAlive.Contains(record.Id))
            {
                return record;
            }
        }

        return null;
    }
}
