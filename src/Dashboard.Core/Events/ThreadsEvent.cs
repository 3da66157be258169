namespace Dashboard.Core.Events;

/// <summary>The number of threads of a process has changed. Kept by the process table, not by the history.</summary>
public sealed record ThreadsEvent() : LifecycleEvent(EventKinds.Threads)
{
    private int _count;

    public int Count { get => _count; init => _count = value; }

    /// <summary>Makes it another event: sets whatever this kind has of its own. See <see cref="EventPool"/>.</summary>
    internal void Fill(int count)
    {
        _count = count;
    }
}
