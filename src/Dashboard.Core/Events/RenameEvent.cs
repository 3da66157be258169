using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>A process gave itself another name (prctl PR_SET_NAME, or a write to /proc/self/comm).</summary>
public sealed record RenameEvent() : LifecycleEvent(EventKinds.Rename)
{
    public required string From { get; init; }

    public required string To { get; init; }
}
