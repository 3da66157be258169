using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Process;

namespace Dashboard.Ui.Tests.Causes;

/// <summary>Processes with all combinations of known and unknown facts, including impossible ones.</summary>
internal static class FactCases
{
    private static readonly ProcessId Self = new(300, 3_000);
    private static readonly ProcessReference Shell = Process(200, "bash");
    private static readonly ProcessReference Other = Process(250, "tool");
    private static readonly ProcessReference Init = Process(1, "systemd");
    private static readonly Timestamp Now = new(Story.EpochUnixNs);

    /// <summary>Combinations of births and parents' ends.</summary>
    public static IEnumerable<ProcessFacts> Births()
        => from found in Bools
           from inferred in (InferredFields[])[InferredFields.None, InferredFields.Born]
           from how in (ForkMethod?[])[null, ForkMethod.Fork]
           from creator in (ProcessReference?[])[null, Shell, Other]
           from parent in (ProcessReference?[])[null, Shell]
           from first in (ProcessReference?[])[null, Shell]
           from now in (ProcessReference?[])[null, Shell, Other, Init]
           from end in (long?[])[null, 1, 5_000]
           from inside in (int?[])[null, 1, 7]
           select Facts() with
           {
               FromSnapshot = found,
               Inferred = inferred,
               How = how,
               BornBy = creator,
               Parent = parent,
               FirstParent = first,
               CurrentParent = now,
               ParentEndBootNs = end,
               AdopterPidInside = inside,
           };

    /// <summary>Combinations of exits and reaps.</summary>
    public static IEnumerable<ProcessFacts> Ends()
        => from exit in Exits()
           from state in (ProcessState[])[ProcessState.Running, ProcessState.Zombie, ProcessState.Exited]
           where exit is null == (state == ProcessState.Running)
           from reap in state == ProcessState.Exited ? Reaps() : [null]
           from first in (ProcessReference?[])[null, Shell]
           from now in (ProcessReference?[])[null, Shell, Other, Init]
           from failures in (int[])[0, 1, 5]
           from left in (int[])[0, 1, 2]
           from more in Bools
           from adopter in (ProcessReference?[])[null, Other]
           select Facts() with
           {
               State = state,
               Exit = exit,
               Reaped = reap,
               FirstParent = first,
               CurrentParent = now,
               FailedExecs = Failures(failures),
               LeftChildCount = left,
               LeftChild = left > 0 ? Other : null,
               LeftMayBeMore = more,
               ChildrenAdopter = adopter,
           };

    private static bool[] Bools => [false, true];

    private static IEnumerable<ProcessExit?> Exits()
        => ((ProcessExit?[])[null, Exit()])
            .Concat(from code in (int[])[0, 1, 126, 127, 137] select Exit() with { ExitCode = code })
            .Concat(from sender in (ProcessReference?[])[null, new ProcessReference(Self, Self.Pid, "self"), new ProcessReference(null, 0, null), Other, Other with { Comm = null }]
                    from dumped in Bools
                    from oom in Bools
                    select Exit() with { Signal = 9, By = sender, CoreDumped = dumped, Oom = oom });

    private static IEnumerable<ProcessReap?> Reaps()
        => ((ProcessReap?[])[null]).Concat(
            from waiter in (ProcessReference?[])[null, Shell, Other]
            from zombie in (long?[])[null, 5]
            select new ProcessReap(Now, waiter, zombie));

    private static ProcessExit Exit() => new() { Time = Now, BootNs = 9_000 };

    private static List<FailedExec> Failures(int count)
        => [.. Enumerable.Range(0, count).Select(_ => new FailedExec { Time = Now, BootNs = 4_000, Ret = -2, Image = 0, Path = "/no/such" })];

    private static ProcessReference Process(int pid, string comm) => new(new ProcessId(pid, pid), pid, comm);

    private static ProcessFacts Facts() => new()
    {
        Id = Self, Comm = "tool", State = ProcessState.Running, FromSnapshot = false, Life = 1, Start = Now,
        Images = [new Image { N = 0, Time = Now, BootNs = 3_000, Comm = "bash" }],
        FailedExecs = [], Lineage = [], Children = [], Lives = [],
    };
}
