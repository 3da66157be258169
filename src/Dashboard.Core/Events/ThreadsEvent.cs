namespace Dashboard.Core.Events;

/// <summary>The number of threads of a process changed. Used by the process table, not kept in the history.</summary>
public sealed record ThreadsEvent() : LifecycleEvent(EventKind.Threads)
{
    private int _count;

    public int Count { get => _count; init => _count = value; }

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(int count)
    {
        _count = count;
    }
}
