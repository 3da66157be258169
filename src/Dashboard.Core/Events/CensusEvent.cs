using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>
/// All processes that were there at <see cref="LifecycleEvent.BootNs"/>: what proves, after a loss, that a process which
/// the table still takes for alive has ended. Kept by the process table, not by the history.
/// </summary>
public sealed record CensusEvent() : LifecycleEvent(EventKinds.Census)
{
    public required IReadOnlySet<ProcessId> Present { get; init; }
}
