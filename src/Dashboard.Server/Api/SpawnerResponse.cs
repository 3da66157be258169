using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Server.Api;

/// <summary>The starts of one program by another.</summary>
/// <param name="Parent">The program that called fork, as it was at that moment.</param>
/// <param name="Started">What was started: the last image. Where each exec failed: without a name, and with the path of the last attempt.</param>
/// <param name="Kind">exec; noexec: it runs what its parent ran; failedexec: each exec that it called failed.</param>
/// <param name="Count">Processes started.</param>
/// <param name="Parents">Processes that started them.</param>
/// <param name="First">The first start.</param>
/// <param name="Last">The last start.</param>
/// <param name="Interval">From one start to the next; null with one start.</param>
/// <param name="Ended">How many have ended.</param>
/// <param name="ExitKnown">Of how many of those the exit status is known.</param>
/// <param name="Failed">Of those, how many ended by a signal or with an exit code above 0.</param>
/// <param name="CpuNs">User and system time of those that ended, as far as it is known.</param>
/// <param name="CpuKnown">Of how many that is.</param>
/// <param name="Example">The newest.</param>
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
