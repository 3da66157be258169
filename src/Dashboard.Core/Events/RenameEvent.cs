namespace Dashboard.Core.Events;

/// <summary>A process gave itself another name (prctl PR_SET_NAME, or a write to /proc/self/comm).</summary>
public sealed record RenameEvent() : LifecycleEvent(EventKinds.Rename)
{
    private string _from = "";
    private string _to = "";

    public required string From { get => _from; init => _from = value; }

    public required string To { get => _to; init => _to = value; }

    /// <summary>Makes it another event: sets whatever this kind has of its own. See <see cref="EventPool"/>.</summary>
    internal void Fill(string from, string to)
    {
        _from = from;
        _to = to;
    }
}
