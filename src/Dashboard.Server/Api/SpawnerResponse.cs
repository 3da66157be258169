using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Server.Api;

/// <summary>The starts of one program by another.</summary>
/// <param name="Parent">The program that called fork, at that time.</param>
/// <param name="Started">The program that was started: the last image. If each exec failed: no name, and the path of the last attempt.</param>
/// <param name="Kind">exec; noexec: it runs its parent's program; failedexec: each of its execs failed.</param>
/// <param name="Count">Processes started.</param>
/// <param name="Parents">Processes that started them.</param>
/// <param name="First">The first start.</param>
/// <param name="Last">The last start.</param>
/// <param name="Interval">Time between starts; null with one start.</param>
/// <param name="Ended">How many have ended.</param>
/// <param name="ExitKnown">How many of those have a known exit status.</param>
/// <param name="Failed">How many of those ended by a signal or with an exit code above 0.</param>
/// <param name="CpuNs">User and system time of the ended processes for which it is known.</param>
/// <param name="CpuKnown">The number of those processes.</param>
/// <param name="Example">The newest process.</param>
public sealed record SpawnerResponse(
    SpawnProgram Parent, SpawnProgram Started, string Kind, int Count, int Parents, Timestamp First, Timestamp Last,
    SpawnInterval? Interval, int Ended, int ExitKnown, int Failed, long CpuNs, int CpuKnown, ProcessId Example)
{
    internal static SpawnerResponse From(SpawnGroup group) => new(
        new SpawnProgram(group.Key.ParentComm, group.Key.ParentPath),
        new SpawnProgram(group.Key.Comm, group.Key.Path),
        group.Key.Kind switch { SpawnKind.NoExec => "noexec", SpawnKind.FailedExec => "failedexec", _ => "exec" },
        group.Starts, group.Parents, group.First, group.Last, group.Interval,
        group.Ended, group.ExitKnown, group.Failed, group.CpuNs, group.CpuKnown, group.Example);
}
