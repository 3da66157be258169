using Dashboard.Core.Events;

namespace Dashboard.Core.Learning.Experiments;

/// <summary>A failed exec returns, and the old image lives on.</summary>
internal static class FailedExec
{
    public static readonly Experiment Experiment = new()
    {
        Name = "failed-exec",
        Title = "a failed exec returns",
        Sentence = "ENOENT is -2, and the old image lives on to hear it.",
        Program = "exec_missing",
        Question = "`exec_missing` calls `execve(\"/no/such/program\")`. What happens to the process?",
        Choices =
        [
            new("It ends at once with code 127", false, "127 is what shells make of such a failure. The kernel only says no; what then, the program decides."),
            new("It stays without an image", false, "The kernel lets go of the old image only when it is sure of the new one."),
            new("It goes on, and execve returns -1 to it", true, "Right: the C library turns the kernel's -2 into -1 and sets errno to 2, ENOENT."),
        ],
        Steps =
        [
            new("The process calls `execve`.",
                run => run.Root!.Events.Any(e => e.Kind == EventKind.ExecEnter),
                "No call was seen: the events of the run are not complete."),
            new("The call returns -2: ENOENT, no such file or directory.",
                run => run.Root!.FailedExecs.Any(e => e is { Ret: -2, Path: "/no/such/program" }),
                "No exec of `/no/such/program` was seen to return -2."),
            new("The old image lives on: there is no new one.",
                run => run.Root!.FailedExecs.Any() && run.Root.Exit is not null && run.Root.Images.Count() == 1,
                "Another image than the first was seen."),
            new("It acts on the answer: it exits with code 7, still as `exec_missing`.",
                run => run.Root!.Exit is { ExitCode: 7, Comm: "exec_missing" },
                "It did not exit with code 7, by which it says that it saw ENOENT."),
        ],
        BpftraceScript = """
            t:syscalls:sys_enter_execve { @path[tid] = args->filename; }
            t:syscalls:sys_exit_execve { if (args->ret < 0) { printf("%d %s: %s returned %d\n", pid, comm, str(@path[tid]), args->ret); } delete(@path[tid]); }
            """,
        FurtherCommand = ("man 2 execve", "The list of errors; `man 3 errno` has all numbers with their names."),
        Explanation =
        [
            "The kernel answers with one number: 0 or more for success, and for a failure the negative number of the error. 2 is ENOENT, so it answers -2.",
            "The C library hides that: the call returns -1, and the number waits in `errno`.",
            "ENOENT does not say which file is missing. It can be the program, a folder of its path, or the interpreter that its first line names (see the last experiment).",
        ],
    };
}
