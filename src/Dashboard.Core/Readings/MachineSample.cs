namespace Dashboard.Core.Readings;

/// <summary>What the CPUs of the machine have done since boot, and its memory now.</summary>
/// <param name="BusyNs">Sum over all CPUs, without idle time, waits for I/O and what a hypervisor took.</param>
/// <param name="Cpus">Number of CPUs that are online.</param>
/// <param name="MemoryBytes">Memory of the machine.</param>
/// <param name="AvailableBytes">What could be had without swapping, as the kernel estimates.</param>
public readonly record struct MachineSample(long BusyNs, int Cpus, long MemoryBytes, long AvailableBytes);
