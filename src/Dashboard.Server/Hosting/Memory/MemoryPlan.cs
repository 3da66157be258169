using Dashboard.Core.History;

namespace Dashboard.Server.Hosting.Memory;

/// <summary>How much memory goes where, decided once, at start.</summary>
/// <param name="Budget">Bytes of all that is kept.</param>
/// <param name="Source">Where that comes from, of <see cref="MemorySources"/>.</param>
/// <param name="Base">Bytes beside the budget: the program, the kernel's ring, the queue behind it, what the collector needs to work.</param>
/// <param name="Queue">Of it, bytes of the queue between the reader of the ring and the store; a recording has none.</param>
/// <param name="HeapLimit">The most that the managed heap may take; near it the collector works harder. Null where there is room enough.</param>
internal sealed record MemoryPlan(long Budget, string Source, long Base, long Queue, long? HeapLimit)
{
    /// <summary>The queue bridges pauses of the store; with a smaller one a garbage collection loses events.</summary>
    private const long MinQueue = 4 << 20;

    private const long MaxQueue = 128 << 20;

    /// <summary>
    /// Growth after the start: 64 MB of it before the first response, mostly mapped code. Measured, docs/decisions/0022.
    /// </summary>
    private const long Later = 90_000_000;

    /// <summary>The same for "events", which has no pages. Measured: 28 MB in half a minute, mostly mapped code.</summary>
    internal const long LaterWithoutPages = 40_000_000;

    /// <summary>Bytes of a memory cgroup that stay free.</summary>
    private const long Reserve = 32_000_000;

    /// <summary>Divisor: the collector may use a quarter of the counted memory for garbage and fragmentation.</summary>
    private const int CollectorPart = 4;

    /// <summary>The managed part of <see cref="Later"/>: the web server, its pages, batches that are being decoded.</summary>
    private const long OtherHeap = 24_000_000;

    /// <summary>Additional heap for many open pages, or what the cgroup leaves of it.</summary>
    private const long MoreHeap = 104_000_000;

    /// <summary>One sentence with the cgroup's limit when budget and base exceed it; otherwise null.</summary>
    public string? Problem { get; private init; }

    /// <summary>The managed heap of a budget, without that of many pages: bytes.</summary>
    internal static long HeapFor(long budget) => budget + (budget / CollectorPart) + OtherHeap;

    public void WarnIfTight(Action<string> warn)
    {
        if (Problem is not null)
        {
            warn(Problem);
        }
    }

    /// <summary>Makes the plan for this process in its current state, and limits the collector's heap.</summary>
    /// <param name="given">Value of --memory; null when not set.</param>
    /// <param name="ring">Size of the kernel's ring; 0 for a recording.</param>
    /// <param name="usual">Default budget, when at least that much is free.</param>
    /// <param name="later">Growth of the program after the start.</param>
    public static MemoryPlan MakeAndApply(long? given, long ring, long usual = CaptureLimits.DefaultMemoryBytes, long later = Later)
    {
        var plan = Make(given, MemoryCgroup.FindLimit(), Environment.WorkingSet, ring, usual, later);
        if (plan.HeapLimit is not { } most)
        {
            return plan;
        }

        // In a cgroup the runtime limits the heap to three quarters, which leaves no room for ring and queue in a small one.
        AppContext.SetData("GCHeapHardLimit", (ulong)most);
        try
        {
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // The heap is already larger: then the budget alone limits the data.
        }

        return plan;
    }

    /// <param name="given">Value of --memory; null when not set.</param>
    /// <param name="limit">Limit of the memory cgroup; null for none.</param>
    /// <param name="resident">Resident bytes at start.</param>
    /// <param name="ring">Size of the kernel's ring.</param>
    /// <param name="usual">Default budget, when at least that much is free.</param>
    /// <param name="later">Growth of the program after the start.</param>
    public static MemoryPlan Make(
        long? given, long? limit, long resident, long ring, long usual = CaptureLimits.DefaultMemoryBytes, long later = Later)
    {
        var sum = resident + ring + later;
        if (given is not null || limit is not { } most)
        {
            return New(given ?? usual, given is null ? MemorySources.Default : MemorySources.Option, sum, ring > 0, limit);
        }

        // The rest is divided: the budget, a third of it for the queue, a quarter for the collector.
        var budget = Math.Clamp((most - Reserve - sum) * 12 / 19, CaptureLimits.MinMemoryBytes, usual);
        return New(budget, budget < usual ? MemorySources.Cgroup : MemorySources.Default, sum, ring > 0, limit);
    }

    private static MemoryPlan New(long budget, string source, long program, bool hasRing, long? limit)
    {
        var queue = hasRing ? Math.Clamp(budget / 3, MinQueue, MaxQueue) : 0;
        var collector = budget / CollectorPart;
        var needed = program + queue + collector;
        var more = limit is { } most ? Math.Clamp(most - Reserve - budget - needed, 0, MoreHeap) : MoreHeap;

        // A hard limit makes an allocation fail that the machine has room for, so there is one only where it has not.
        return new(budget, source, needed + more, queue, more < MoreHeap ? HeapFor(budget) + more : null)
        {
            Problem = limit < budget + needed
                ? $"The memory cgroup allows {limit / 1_000_000} MB, and the dashboard may take {(budget + needed) / 1_000_000} MB: the kernel may end it then (memory.max), or make it very slow (memory.high). "
                    + $"Give it more, or less to {(source == MemorySources.Option ? "--memory and --ring-size" : "--ring-size")}."
                : null,
        };
    }
}
