using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// An interruptible iteration over all processes: the table may change between two steps. Each process held at the first step is
/// visited exactly once, unless it is evicted before; a process created meanwhile may be visited.
/// </summary>
/// <remarks>
/// First the live processes, from last to first: the table fills the place of an ending one with the last, which was visited already,
/// so none is skipped. Then the ended ones by permanent number, up to the last one at the beginning of this phase: processes
/// that ended meanwhile are among them, and are skipped if visited while live.
/// </remarks>
public sealed class ProcessWalk
{
    /// <summary>Processes visited while live. Bounded by the live processes.</summary>
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

        // The upper bound may be lower now, because the table may have been replaced.
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
