namespace Dashboard.Ui.Tree;

/// <summary>Rows collapsed or expanded by the user. Bounded; the oldest are dropped first.</summary>
public sealed class ToggledRows<T>
    where T : struct
{
    private const int MaxRows = 10_000;

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
        while (_order.Count > MaxRows)
        {
            _rows.Remove(_order.Dequeue());
        }
    }

    public void Remove(T row) => _rows.Remove(row);
}
