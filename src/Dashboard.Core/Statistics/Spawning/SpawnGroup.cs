using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Spawning;

/// <summary>The starts of one program by another, as far as their processes are held.</summary>
/// <param name="Starts">Processes that were started.</param>
/// <param name="Parents">Processes that started them: a parent may be short-lived itself.</param>
/// <param name="First">The first start.</param>
/// <param name="Last">The last start.</param>
/// <param name="Interval">Null with one start.</param>
/// <param name="Ended">How many of them have ended.</param>
/// <param name="ExitKnown">Of how many that ended the exit status is known.</param>
/// <param name="Failed">Of those, how many ended by a signal or with an exit code above 0.</param>
/// <param name="CpuNs">User and system time of those that ended, as far as it is known.</param>
/// <param name="CpuKnown">Of how many that is.</param>
/// <param name="Example">The newest.</param>
public sealed record SpawnGroup(
    SpawnKey Key, int Starts, int Parents, Timestamp First, Timestamp Last, SpawnInterval? Interval,
    int Ended, int ExitKnown, int Failed, long CpuNs, int CpuKnown, ProcessId Example);
