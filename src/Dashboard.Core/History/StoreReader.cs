using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.History;

/// <summary>The captured data that a query may read, valid only inside <see cref="LifecycleStore.Read{T}"/>.</summary>
public sealed record StoreReader(
    CaptureClock Clock,
    ProcessTable Processes,
    EventHistory Events,
    ErrnoBreakdown Errnos,
    EventCounters Counters,
    ExitBreakdown FailedExits,
    ExitDigest Exits)
{
    /// <summary>Programs with secrets in their arguments, since capture began.</summary>
    public SecretBreakdown Secrets { get; init; } = new();

    internal MemoryBudget Budget { get; init; } = null!;

    /// <summary>Events that are <c>is:failed</c>, since capture began: failed calls and failed exits.</summary>
    public long Failures => Errnos.Failed + FailedExits.Failed;

    /// <summary>True when arguments are missing, which a filter on arguments cannot match.</summary>
    public bool HasIncompleteArguments => Events.CutCount > 0 || Processes.HasIncompleteArguments;

    /// <summary>The present memory use.</summary>
    public MemoryUse Memory => Budget.ToUse();
}
