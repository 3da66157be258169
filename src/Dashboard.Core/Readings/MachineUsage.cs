namespace Dashboard.Core.Readings;

/// <summary>CPU and memory of the machine.</summary>
/// <param name="Cpu">Share of all CPUs since the sample before, 0 to 1; null at the first sample.</param>
public sealed record MachineUsage(double? Cpu, int Cpus, long MemoryBytes, long AvailableBytes);
