using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.History;

/// <summary>What a query may look at, valid only inside <see cref="LifecycleStore.Read{T}"/>.</summary>
public sealed record StoreView(
    CaptureClock Clock,
    ProcessTable Processes,
    EventHistory Events,
    ErrnoBreakdown Errnos,
    EventCounters Counters,
    ExitDigest Exits)
{
    internal MemoryBudget Budget { get; init; } = null!;

    /// <summary>Not all arguments were kept: what is missing, a filter on arguments cannot see.</summary>
    public bool HasIncompleteArguments => Events.CutCount > 0 || Processes.HasIncompleteArguments;

    /// <summary>Where the memory stands.</summary>
    public MemoryUse Memory => Budget.ToUse();
}
