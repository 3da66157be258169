namespace Dashboard.Core.Feeds;

/// <summary>One BPF program on one tracepoint.</summary>
/// <param name="Name">category:tracepoint, for example syscalls:sys_enter_execve.</param>
/// <param name="Reason">Why it is not attached, in a sentence with the fix; null when it is.</param>
/// <param name="Hits">How often it ran since attach.</param>
/// <param name="AverageNs">By the kernel's BPF statistics; null while those are off.</param>
public sealed record ProbeStatus(string Name, bool Attached, string? Reason, long Hits, double? AverageNs);
