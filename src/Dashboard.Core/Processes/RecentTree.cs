namespace Dashboard.Core.Processes;

/// <summary>
/// The live processes and those that ended lately, with all that stand above them, below one process. 200,000 ended
/// ones are kept, and pages ask several times a second: so nobody else is looked at. By current parents there are no
/// lists of children, so there this serves also where all ended ones are shown.
/// </summary>
internal sealed class RecentTree
{
    /// <summary>Found not to be below the start.</summary>
    private const int Outside = -1;

    private readonly Dictionary<ProcessRecord, int> _indices = [];
    private readonly List<(ProcessRecord Record, int FirstChild, int NextSibling)> _entries = [];
    private readonly List<ProcessRecord> _path = [];
    private readonly ProcessTable _table;
    private readonly TreeLineage _by;

    public RecentTree(ProcessTable table, TreeQuery query, ProcessRecord start)
    {
        (_table, _by) = (table, query.By);
        Add(start, Outside);
        foreach (var record in query.LingerNs is null ? table.All : table.Live)
        {
            Include(record);
        }

        if (query.LingerNs is { } linger)
        {
            var ended = new List<ProcessRecord>();
            table.Exited.CollectSince(query.NowBootNs - linger, ended);
            ended.ForEach(Include);
        }

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
        for (var at = record; at is not null && !_indices.TryGetValue(at, out above); at = Above(at))
        {
            above = Outside;
            _path.Add(at);
            if (_path.Count > _table.Count)
            {
                // Current parents are told one by one, and may be concluded: nothing holds them back from making a ring.
                _path.RemoveRange(1, _path.Count - 1);
                above = _indices.GetValueOrDefault(_table.Root, Outside);
                break;
            }
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

    private ProcessRecord? Above(ProcessRecord record)
        => record == _table.Root ? null : ProcessTree.ParentOf(_table, record, _by) ?? _table.Root;

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
