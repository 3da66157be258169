namespace Dashboard.Core.History;

/// <summary>How much of the past is kept in memory.</summary>
public sealed record CaptureLimits
{
    /// <summary>Exited processes; the oldest are evicted, live ones never.</summary>
    public int ExitedProcesses { get; init; } = 200_000;

    /// <summary>Events; the oldest are evicted.</summary>
    public int Events { get; init; } = 100_000;

    /// <summary>Exited processes that are not packed yet; a test makes it small to pack early.</summary>
    internal int UnpackedExited { get; init; } = Processes.ProcessTable.UnpackedExited;
}
