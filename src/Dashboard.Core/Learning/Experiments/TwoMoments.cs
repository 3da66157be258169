using Dashboard.Core.Events;

namespace Dashboard.Core.Learning.Experiments;

/// <summary>Enter and exit of a syscall are two moments.</summary>
internal static class TwoMoments
{
    public static readonly Experiment Experiment = new()
    {
        Name = "two-moments",
        Title = "enter and exit are two moments",
        Sentence = "What is asked stands in one tracepoint, what came of it in another.",
        Program = "two_moments",
        Question = "A tracer prints the name of the process at `sys_enter_execve` and again at `sys_exit_execve`. For an exec that works, which names does it print?",
        Choices =
        [
            new("The same name twice: the pid is the same", false, "The pid is the same, but exec gives the process the name of the new program."),
            new("The old name at enter, the new one at exit", true, "Right: in between the kernel has replaced the image, and the name with it."),
            new("Nothing at exit: a successful exec never returns", false, "It never returns to the old program. The kernel's own way out of the call is walked all the same, into the new one."),
        ],
        Steps =
        [
            new("Two calls are entered, both under the old name.",
                run => run.Root!.Events.Where(e => e.Kind == EventKind.ExecEnter).Take(2).Count(e => e.Comm == "two_moments") == 2,
                "Two entries of execve by `two_moments` were not seen."),
            new("The first ends with -2, still under the old name.",
                run => run.Root!.FailedExecs.FirstOrDefault() is { Ret: -2, Comm: "two_moments" },
                "The first call did not end with -2 under the old name."),
            new("The second ends with 0, under the new name: `true`.",
                run => run.Root!.Events.Any(e => e is { Ret: 0, Comm: "true" }),
                "No exec was seen to end with 0 as `true`."),
            new("The moments come in order: enter, exit, enter, exit.",
                run => run.Root!.Events.Skip(1).Where(e => e.Kind is EventKind.ExecEnter or EventKind.ExecExit).Select(e => e.Kind)
                    .SequenceEqual([EventKind.ExecEnter, EventKind.ExecExit, EventKind.ExecEnter, EventKind.ExecExit]),
                "The order of the four moments is another one."),
            new("Time passes between the two moments of a call.",
                run => run.Root!.Events.Skip(1).Count(e => e.Kind == EventKind.ExecExit && e.DurationNs > 0) == 2,
                "How long the calls took was not measured for both."),
        ],
        BpftraceScript = """
            t:syscalls:sys_enter_execve { printf("ENTER pid: %d -- comm:%s -- %s\n", pid, comm, str(args->filename)); }
            t:syscalls:sys_exit_execve { printf("EXIT pid: %d -- ret: %d --comm %s\n", pid, args->ret, comm); }
            """,
        FurtherCommand = ("sudo cat /sys/kernel/tracing/events/syscalls/sys_exit_execve/format",
            "`field:long ret` is all that the exit knows of the call. Compare `sys_enter_execve/format`: it has `filename`, `argv` and `envp`, and no answer yet."),
        Explanation =
        [
            "A tracepoint is a place in the kernel's code. `sys_enter_execve` is passed before the work and knows the arguments; `sys_exit_execve` is passed after it and knows the answer, `ret`.",
            "Neither has the whole story, so a tracer remembers the first until the second comes, by thread. This dashboard shows them as one row, and raw on request.",
            "Each tracepoint describes its record in a file called `format`: the offset, the size and the type of every field. `ret` is a number, so a script prints it as it is; `filename` is an address, which needs `str()`.",
        ],
    };
}
