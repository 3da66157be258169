namespace Dashboard.Server.Api;

/// <summary>One BPF program on one tracepoint.</summary>
/// <param name="Name">category:tracepoint.</param>
/// <param name="Reason">Why it is not attached; null when it is.</param>
/// <param name="Needed">False where this architecture has no such system call, so that nothing is missed without it.</param>
/// <param name="Hits">How often it ran.</param>
/// <param name="Missed">Runs that the kernel skipped, because the program was already running on that CPU, and that nothing has made up for so far; in "probe busy" of lost once two looks agree.</param>
/// <param name="Recovered">Events that were nearly missed like that, and that another program of the probe worked on (Linux 7.0 and later).</param>
/// <param name="AverageNs">By the kernel's BPF statistics, which run while somebody looks; null before the first run that was measured.</param>
public sealed record ProbeResponse(string Name, bool Attached, bool Needed, string? Reason, long Hits, long Missed, long Recovered, double? AverageNs);
