using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Spawning;

/// <summary>Starts of one program by another, from the processes held.</summary>
/// <param name="Starts">Processes that were started.</param>
/// <param name="Parents">Number of processes that started them: a parent may be short-lived itself.</param>
/// <param name="First">The first start.</param>
/// <param name="Last">The last start.</param>
/// <param name="Interval">Null with a single start.</param>
/// <param name="Ended">Number that have ended.</param>
/// <param name="ExitKnown">Number of those with a known exit status.</param>
/// <param name="Failed">Number of those killed by a signal or with an exit code above 0.</param>
/// <param name="CpuNs">User and system time of the ended processes, where known.</param>
/// <param name="CpuKnown">Number of ended processes with known CPU time.</param>
/// <param name="Example">The newest process.</param>
public sealed record SpawnGroup(
    SpawnKey Key, int Starts, int Parents, Timestamp First, Timestamp Last, SpawnInterval? Interval,
    int Ended, int ExitKnown, int Failed, long CpuNs, int CpuKnown, ProcessId Example);
