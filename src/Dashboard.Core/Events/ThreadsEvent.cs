using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>The number of threads of a process has changed. Kept by the process table, not by the history.</summary>
public sealed record ThreadsEvent() : LifecycleEvent(EventKinds.Threads)
{
    public int Count { get; init; }
}
