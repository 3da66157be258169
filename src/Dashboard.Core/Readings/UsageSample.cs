namespace Dashboard.Core.Readings;

/// <summary>What a live process has used so far.</summary>
/// <param name="CpuNs">User and system time of all its threads, also ended ones. The kernel gives it in steps of 10 ms.</param>
/// <param name="ResidentBytes">Resident memory, shared pages included.</param>
public readonly record struct UsageSample(long CpuNs, long ResidentBytes);
