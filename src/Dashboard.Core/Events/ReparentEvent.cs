using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>A process has a new current parent, because the one it had is gone. Its birth parent stays what it was.</summary>
public sealed record ReparentEvent() : LifecycleEvent(EventKinds.Reparent)
{
    public required ProcessReference To { get; init; }
}
