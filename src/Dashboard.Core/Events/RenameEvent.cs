namespace Dashboard.Core.Events;

/// <summary>A process changed its name (prctl PR_SET_NAME, or a write to /proc/self/comm).</summary>
public sealed record RenameEvent() : LifecycleEvent(EventKind.Rename)
{
    private string _from = "";
    private string _to = "";

    public required string From { get => _from; init => _from = value; }

    public required string To { get => _to; init => _to = value; }

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(string from, string to)
    {
        _from = from;
        _to = to;
    }
}
