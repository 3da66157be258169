using Dashboard.Core.Model;

namespace Dashboard.Ui.Tree;

/// <summary>The processes that the user selected together, in the order of the selection. Not the process whose details are open.</summary>
public sealed class MarkedRows
{
    public const int Max = 1_000;

    private readonly List<ProcessId> _rows = [];
    private readonly HashSet<ProcessId> _known = [];

    public IReadOnlyList<ProcessId> Rows => _rows;

    /// <summary>Where a range begins: the row that was added last.</summary>
    public ProcessId? Anchor { get; private set; }

    public bool Has(ProcessId row) => _known.Contains(row);

    /// <summary>Adds a row or takes it out; false when there are too many.</summary>
    public bool Toggle(ProcessId row)
    {
        Anchor = row;
        if (_known.Remove(row))
        {
            return _rows.Remove(row);
        }

        return Add(row);
    }

    /// <summary>The rows of a range, instead of those from before.</summary>
    public void Set(ProcessId anchor, IEnumerable<ProcessId> rows)
    {
        Clear();
        Anchor = anchor;
        foreach (var row in rows)
        {
            Add(row);
        }
    }

    public void Clear()
    {
        _rows.Clear();
        _known.Clear();
        Anchor = null;
    }

    private bool Add(ProcessId row)
    {
        if (_rows.Count >= Max || !_known.Add(row))
        {
            return false;
        }

        _rows.Add(row);
        return true;
    }
}
