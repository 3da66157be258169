using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>An interruptible iteration over live and recently ended processes. The table may change between two steps.</summary>
internal sealed class RecentWalk
{
    private readonly List<ProcessId> _ids;
    private int _next;

    /// <param name="sinceBootNs">Includes processes that ended at or after this moment.</param>
    /// <param name="also">Further processes to include.</param>
    public RecentWalk(ProcessTable table, long sinceBootNs, params ReadOnlySpan<ProcessId?> also)
    {
        var ended = new List<ProcessRecord>();
        table.Exited.CollectSince(sinceBootNs, ended);
        _ids = [.. table.Live.Concat(ended).Select(record => record.Id)];
        foreach (var id in also)
        {
            if (id is { } wanted)
            {
                _ids.Add(wanted);
            }
        }
    }

    /// <summary>The next one that is still held; null at the end. Inside LifecycleStore.Read only.</summary>
    public ProcessRecord? Next(ProcessTable table)
    {
        while (_next < _ids.Count)
        {
            if (table.Find(_ids[_next++]) is { } held)
            {
                return held;
            }
        }

        return null;
    }
}
