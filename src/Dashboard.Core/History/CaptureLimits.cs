namespace Dashboard.Core.History;

/// <summary>How much of the past is kept in memory.</summary>
public sealed record CaptureLimits
{
    /// <summary>Bytes of all that is kept, when nothing else is said.</summary>
    public const long DefaultMemoryBytes = 400_000_000;

    /// <summary>With less, a page would show hardly anything.</summary>
    public const long MinMemoryBytes = 32_000_000;

    /// <summary>Bytes of all that is kept; see <see cref="MemoryBudget"/>.</summary>
    public long MemoryBytes { get; init; } = DefaultMemoryBytes;

    /// <summary>Exited processes; the oldest are evicted, live ones never.</summary>
    public int ExitedProcesses { get; init; } = 200_000;

    /// <summary>
    /// Processes that have not ended. Of a live capture the kernel bounds them (pid_max); a recording may hold births
    /// without an end, of which the oldest are then evicted.
    /// </summary>
    public int LiveProcesses { get; init; } = int.MaxValue;

    /// <summary>Events; the oldest are evicted.</summary>
    public int Events { get; init; } = 100_000;

    /// <summary>Exited processes that are not packed yet; a test makes it small to pack early.</summary>
    internal int UnpackedExited { get; init; } = Processes.ProcessTable.UnpackedExited;
}
