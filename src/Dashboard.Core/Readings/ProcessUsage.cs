namespace Dashboard.Core.Readings;

/// <summary>CPU and memory of a live process.</summary>
/// <param name="Cpu">Share of one CPU since the sample before, 1.5 for one and a half; null at the first sample.</param>
/// <param name="CpuNs">CPU time in its whole life.</param>
/// <param name="ResidentBytes">Resident memory, shared pages included.</param>
/// <param name="CpuHistory">The last shares, oldest first, at most <see cref="UsageSampler.MaxHistory"/>.</param>
public sealed record ProcessUsage(double? Cpu, long CpuNs, long ResidentBytes, IReadOnlyList<float> CpuHistory);
