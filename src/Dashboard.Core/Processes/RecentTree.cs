namespace Dashboard.Core.Processes;

/// <summary>
/// The live processes and those that ended lately, with all that stand above them, below one process. 200,000 ended
/// ones are kept, and pages ask several times a second: so nobody else is looked at.
/// </summary>
internal sealed class RecentTree
{
    /// <summary>Found not to be below the start.</summary>
    private const int Outside = -1;

    private readonly Dictionary<ProcessRecord, int> _indices = [];
    private readonly List<(ProcessRecord Record, int FirstChild, int NextSibling)> _entries = [];
    private readonly List<ProcessRecord> _path = [];

    public RecentTree(ProcessTable table, TreeQuery query, ProcessRecord start)
    {
        Add(start, Outside);
        foreach (var record in table.Live)
        {
            Include(record);
        }

        var ended = new List<ProcessRecord>();
        table.Exited.CollectSince(query.NowBootNs - query.LingerNs!.Value, ended);
        ended.ForEach(Include);
        if (query.Pinned is { } pinned && table.Find(pinned) is { } selected)
        {
            Include(selected);
        }
    }

    public void CollectChildren(ProcessRecord parent, List<ProcessRecord> children)
    {
        for (var at = _entries[_indices[parent]].FirstChild; at != Outside; at = _entries[at].NextSibling)
        {
            children.Add(_entries[at].Record);
        }

        // Each was put before the others.
        children.Reverse();
    }

    private void Include(ProcessRecord record)
    {
        var above = Outside;
        _path.Clear();
        for (var at = record; at is not null && !_indices.TryGetValue(at, out above); at = at.ParentRecord)
        {
            above = Outside;
            _path.Add(at);
        }

        for (var i = _path.Count - 1; i >= 0; i--)
        {
            if (above == Outside)
            {
                _indices.Add(_path[i], Outside);
            }
            else
            {
                above = Add(_path[i], above);
            }
        }
    }

    private int Add(ProcessRecord record, int parent)
    {
        var index = _entries.Count;
        var next = Outside;
        if (parent != Outside)
        {
            var above = _entries[parent];
            next = above.FirstChild;
            _entries[parent] = above with { FirstChild = index };
        }

        _entries.Add((record, Outside, next));
        _indices.Add(record, index);
        return index;
    }
}
