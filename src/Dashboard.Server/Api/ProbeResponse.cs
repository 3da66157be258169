namespace Dashboard.Server.Api;

/// <summary>One BPF program on one tracepoint.</summary>
/// <param name="Name">category:tracepoint.</param>
/// <param name="Reason">Why it is not attached; null when it is.</param>
/// <param name="Needed">False when this architecture has no such system call, so that no event can be missed.</param>
/// <param name="Hits">How often the program ran.</param>
/// <param name="Missed">Runs that the kernel skipped because the program was already running on that CPU, without a recovery; in lost as "probe busy" once two reads agree.</param>
/// <param name="Recovered">Events of skipped runs that another program of the probe has recorded (Linux 7.0 and later).</param>
/// <param name="AverageNs">Mean run time, from the kernel's BPF statistics, which run on demand; null before the first measurement.</param>
public sealed record ProbeResponse(string Name, bool Attached, bool Needed, string? Reason, long Hits, long Missed, long Recovered, double? AverageNs);
