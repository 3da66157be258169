namespace Dashboard.Core.Learning.Experiments;

/// <summary>A zombie has exited and was not waited for.</summary>
internal static class Zombies
{
    public static readonly Experiment Experiment = new()
    {
        Name = "zombies",
        Title = "a zombie has exited, and is not gone",
        Sentence = "Between the exit and the parent's wait, a process is a line in a table.",
        Program = "zombie",
        Question = "A child exits; its parent sleeps for 200 ms before it calls `wait`. What holds in between?",
        Choices =
        [
            new("The child runs no more, but its pid is still taken", true, "Right: the kernel keeps its number and its status until its parent asks for it."),
            new("The child is gone, its pid is free", false, "Then the parent could never learn the exit code."),
            new("The child runs on until its parent waits", false, "It has exited: memory and files are gone already."),
        ],
        Steps =
        [
            new("A child is born.",
                run => run.Children.Any(),
                "No fork was seen."),
            new("It exits with code 9 at once. From now on it is a zombie.",
                run => run.Children.FirstOrDefault()?.Exit is { ExitCode: 9 },
                "The child did not exit with code 9."),
            new("For at least 100 ms its parent does not wait.",
                run => run.Children.FirstOrDefault() is { Exit: { } end, Reap: { } reap } && reap.BootNs - end.BootNs >= 100_000_000,
                "The child was waited for too soon to be called a zombie."),
            new("The parent waits: the zombie is reaped, its number is free.",
                run => run.Children.FirstOrDefault()?.Reap?.By == run.Root!.Id,
                "The child was not reaped by its parent."),
            new("The parent exits after it.",
                run => run.Root!.Exit is { } end && run.Children.FirstOrDefault()?.Reap is { } reap && reap.BootNs <= end.BootNs,
                "The parent did not exit after the reap."),
        ],
        BpftraceScript = """
            t:sched:sched_process_exit { @exit[pid] = nsecs; }
            t:sched:sched_process_free /@exit[args->pid]/ { printf("%d was a zombie for %d ms\n", args->pid, (nsecs - @exit[args->pid]) / 1000000); delete(@exit[args->pid]); }
            """,
        FurtherCommand = ("ps -eo pid,stat,comm | grep Z", "The zombies of this machine: state Z."),
        Explanation =
        [
            "`exit` frees memory and files. What stays is the entry with number and status, because the parent has a right to them. `wait` reads the status and frees the entry: it reaps.",
            "A zombie cannot be killed: it does not run. Its parent has to wait, or to go; then the adopter waits.",
            "One zombie costs nothing. A program that never waits for its children collects them until there are no numbers left.",
        ],
    };
}
