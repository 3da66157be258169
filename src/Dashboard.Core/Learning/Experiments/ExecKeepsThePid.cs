using Dashboard.Core.Events;

namespace Dashboard.Core.Learning.Experiments;

/// <summary>exec without fork: one pid, two images.</summary>
internal static class ExecKeepsThePid
{
    public static readonly Experiment Experiment = new()
    {
        Name = "exec-keeps-the-pid",
        Title = "exec keeps the pid",
        Sentence = "A program becomes another program, and its number stays.",
        Program = "exec_test",
        Question = "`exec_test` calls `execve(\"/bin/id\")` without forking first. If its pid is 8241, what is the pid of `id`?",
        Choices =
        [
            new("8241, the same", true, "Right: exec replaces what runs in a process, not the process."),
            new("8242 or so, a new one", false, "Only fork hands out a number. This program never forked."),
            new("8241 for exec_test and a second one for id", false, "There is no second process: exec_test is gone as soon as id runs."),
        ],
        Steps =
        [
            new("The process calls `execve`.",
                run => run.Root!.Events.Any(e => e.Kind == EventKind.ExecEnter),
                "No call was seen: the events of the run are not complete."),
            new("The call ends well: `/bin/id` is its image now.",
                run => run.Root!.Execs("/bin/id"),
                "The exec of `/bin/id` was not seen to end well; is there a `/bin/id` on this machine?"),
            new("The name has changed from `exec_test` to `id`, the number has not.",
                run => run.Root!.Images.ToList() is [{ Comm: "exec_test" } before, { Comm: "id" } after] && before.Pid == after.Pid,
                "The images of the process are not `exec_test` and then `id`."),
            new("What exits in the end is `id`, under the number that `exec_test` had.",
                run => run.Root!.Exit is { Comm: "id", ExitCode: 0 },
                "The process did not end as `id` with code 0."),
            new("There was no fork, and one process all the time.",
                run => run.Ended && run.Processes.Count == 1,
                "A process was born, and this program does not fork."),
        ],
        BpftraceScript = """
            t:syscalls:sys_enter_execve { printf("ENTER pid: %d -- comm:%s -- %s\n", pid, comm, str(args->filename)); }
            t:syscalls:sys_exit_execve { printf("EXIT pid: %d -- ret: %d --comm %s\n", pid, args->ret, comm); }
            """,
        Explanation =
        [
            "A process is a number, a parent, open files, a place in the tree. An image is what runs in it: code, data, stack, registers. "
                + "`execve` throws the image away and loads another one; everything else stays, the pid with it.",
            "That is why a call that works never returns: the code that would get the answer no longer exists.",
            "In this dashboard one row is one process, and the pieces in it are its images. exec adds a piece, never a row.",
        ],
    };
}
