namespace Dashboard.Ui.Tree;

/// <summary>Rows that somebody folded or opened. Bounded: beyond, those that were toggled first are forgotten.</summary>
public sealed class ToggledRows<T>
    where T : struct
{
    private const int Most = 10_000;

    private readonly HashSet<T> _rows = [];
    private readonly Queue<T> _order = new();

    public IReadOnlySet<T> Rows => _rows;

    public void Toggle(T row)
    {
        if (_rows.Remove(row))
        {
            return;
        }

        _rows.Add(row);
        _order.Enqueue(row);
        while (_order.Count > Most)
        {
            _rows.Remove(_order.Dequeue());
        }
    }

    public void Remove(T row) => _rows.Remove(row);
}
