namespace Dashboard.Core.Learning.Experiments;

/// <summary>fork, then exec in the child: two pids.</summary>
internal static class ForkMakesANewOne
{
    public static readonly Experiment Experiment = new()
    {
        Name = "fork-makes-a-new-one",
        Title = "fork + exec makes a new process",
        Sentence = "The way of every shell: copy yourself, and let the copy become the command.",
        Program = "fork_exec_test",
        Question = "`fork_exec_test` forks, and the child execs `/bin/id`. How many processes are there, and which name does the parent have at the end?",
        Choices =
        [
            new("Two; both are id now", false, "Each process has an image of its own. The exec in the child does not touch the parent."),
            new("Two; the parent is still fork_exec_test", true, "Right: only the image of the child was replaced."),
            new("Three: parent, child and id", false, "exec makes no process: the child and id are one and the same."),
        ],
        Steps =
        [
            new("A process is born: the child, with a number of its own.",
                run => run.Children.FirstOrDefault() is { } child && child.Pid != run.Root!.Pid,
                "No fork was seen."),
            new("It begins as a copy: it has its parent's name.",
                run => run.Children.FirstOrDefault()?.Birth?.Comm == "fork_exec_test",
                "The child did not begin under the name of its parent."),
            new("Only the child execs `/bin/id`.",
                run => run.Children.FirstOrDefault() is { } child && child.Execs("/bin/id") && !run.Root!.Execs("/bin/id"),
                "The exec of `/bin/id` was not seen in the child."),
            new("The child exits as `id`, and its parent waits for it.",
                run => run.Children.FirstOrDefault() is { Exit: { Comm: "id", ExitCode: 0 }, Reap: { } reap } && reap.By == run.Root!.Id,
                "The child was not reaped by its parent after ending as `id` with code 0."),
            new("The parent exits as what it was: `fork_exec_test`.",
                run => run.Root!.Exit is { Comm: "fork_exec_test" } && run.Root!.Images.Count() == 1,
                "The parent has another name or another image than at the beginning."),
        ],
        BpftraceScript = """
            t:sched:sched_process_fork { printf("FORK pid: %d -- child: %d\n", args->parent_pid, args->child_pid); }
            t:syscalls:sys_exit_execve { printf("EXIT pid: %d -- ret: %d --comm %s\n", pid, args->ret, comm); }
            """,
        Explanation =
        [
            "`fork` copies the caller. Both go on behind the same line; only the answer differs: 0 in the child, the child's pid in the parent.",
            "Between fork and exec the child is free to prepare: open files, another directory, another user. That is why Unix has two calls where others have one.",
            "In this dashboard fork adds a row, and the first piece of the new row is the image that was copied.",
        ],
    };
}
