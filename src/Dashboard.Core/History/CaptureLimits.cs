namespace Dashboard.Core.History;

/// <summary>Limits of the captured data held in memory.</summary>
public sealed record CaptureLimits
{
    /// <summary>Default memory limit in bytes.</summary>
    public const long DefaultMemoryBytes = 400_000_000;

    /// <summary>With less, pages would show hardly anything.</summary>
    public const long MinMemoryBytes = 32_000_000;

    /// <summary>Memory limit in bytes; see <see cref="MemoryBudget"/>.</summary>
    public long MemoryBytes { get; init; } = DefaultMemoryBytes;

    /// <summary>Maximum number of exited processes; the oldest are evicted, live ones never.</summary>
    public int ExitedProcesses { get; init; } = 200_000;

    /// <summary>
    /// Maximum number of live processes. In a live capture the kernel bounds them (pid_max); a recording may hold forks without
    /// an exit, of which the oldest are evicted.
    /// </summary>
    public int LiveProcesses { get; init; } = int.MaxValue;

    /// <summary>Maximum number of events; the oldest are evicted.</summary>
    public int Events { get; init; } = 100_000;

    /// <summary>Exited processes that are not packed yet; tests reduce it to pack early.</summary>
    internal int UnpackedExited { get; init; } = Processes.ProcessTable.UnpackedExited;
}
