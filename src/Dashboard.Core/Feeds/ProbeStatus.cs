namespace Dashboard.Core.Feeds;

/// <summary>One BPF program on one tracepoint.</summary>
/// <param name="Name">category:tracepoint, for example syscalls:sys_enter_execve.</param>
/// <param name="Reason">Why it is not attached, in a sentence with the fix; null when it is.</param>
/// <param name="Hits">How often it ran since attach.</param>
/// <param name="AverageNs">Mean run time by the kernel's BPF statistics over the measured runs; null without any.</param>
public sealed record ProbeStatus(string Name, bool Attached, string? Reason, long Hits, double? AverageNs)
{
    /// <summary>The BPF program's name, as bpftool shows it; null when unknown.</summary>
    public string? Program { get; init; }

    /// <summary>False where the architecture has no such system call, so that no event is missed without the probe.</summary>
    public bool Needed { get; init; } = true;

    /// <summary>Instructions as loaded; null when not loaded.</summary>
    public long? Instructions { get; init; }

    /// <summary>Runs that the kernel skipped because the program was already running on that CPU, and that were not made up for. Some would have made no event.</summary>
    public long Missed { get; init; }

    /// <summary>Runs made up for: on Linux 7.0 and later a probe has three programs, and another of them ran.</summary>
    public long Recovered { get; init; }
}
