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
    /// <summary>The queue bridges pauses of the store; with less than this a collection costs events.</summary>
    private const long MinQueue = 4 << 20;

    private const long MaxQueue = 128 << 20;

    /// <summary>
    /// What comes after the start: 64 MB of it until the first answer, most of that code of files. Measured, docs/decisions/0022.
    /// </summary>
    private const long Later = 90_000_000;

    /// <summary>The same of "events", which has no pages. Measured: 28 MB in half a minute, most of it code of files.</summary>
    internal const long LaterWithoutPages = 40_000_000;

    /// <summary>What a memory cgroup keeps in reserve.</summary>
    private const long Reserve = 32_000_000;

    /// <summary>What the collector may hold beyond what is counted, as a part of it: garbage, and holes.</summary>
    private const int CollectorPart = 4;

    /// <summary>Of <see cref="Later"/>, managed memory: the web server, its pages, what is being decoded.</summary>
    private const long OtherHeap = 24_000_000;

    /// <summary>So much more for many pages at one time, or what a cgroup leaves of it.</summary>
    private const long MoreHeap = 104_000_000;

    /// <summary>What the cgroup allows, where budget and base do not fit in there: one sentence; null where they do.</summary>
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

    /// <summary>For this process, as it stands now; also tells the collector.</summary>
    /// <param name="given">Of --memory; null when it was not given.</param>
    /// <param name="ring">Bytes of the kernel's ring; 0 for a recording.</param>
    /// <param name="usual">Bytes where no less is left.</param>
    /// <param name="later">Bytes of the program that come after the start.</param>
    public static MemoryPlan MakeAndApply(long? given, long ring, long usual = CaptureLimits.DefaultMemoryBytes, long later = Later)
    {
        var plan = Make(given, MemoryCgroup.FindLimit(), Environment.WorkingSet, ring, usual, later);
        if (plan.HeapLimit is not { } most)
        {
            return plan;
        }

        // The runtime's own limit in a cgroup, three quarters, leaves nothing for ring and queue in a small one.
        AppContext.SetData("GCHeapHardLimit", (ulong)most);
        try
        {
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // It holds more than that already: then the budget alone bounds what is kept.
        }

        return plan;
    }

    /// <param name="given">Of --memory; null when it was not given.</param>
    /// <param name="limit">Of the memory cgroup; null for none.</param>
    /// <param name="resident">Bytes that are resident at start.</param>
    /// <param name="ring">Bytes of the kernel's ring.</param>
    /// <param name="usual">Bytes where no less is left.</param>
    /// <param name="later">Bytes of the program that come after the start.</param>
    public static MemoryPlan Make(
        long? given, long? limit, long resident, long ring, long usual = CaptureLimits.DefaultMemoryBytes, long later = Later)
    {
        var sum = resident + ring + later;
        if (given is not null || limit is not { } most)
        {
            return New(given ?? usual, given is null ? MemorySources.Default : MemorySources.Option, sum, ring > 0, limit);
        }

        // What is left is divided: budget, a third of it for the queue, a quarter for the collector.
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
