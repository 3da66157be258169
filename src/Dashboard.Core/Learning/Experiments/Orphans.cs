namespace Dashboard.Core.Learning.Experiments;

/// <summary>Orphans are re-parented.</summary>
internal static class Orphans
{
    public static readonly Experiment Experiment = new()
    {
        Name = "orphans",
        Title = "orphans get another parent",
        Sentence = "When a parent goes first, its children are given to another process that will wait for them.",
        Program = "orphan",
        Question = "A parent exits while its child still runs. What becomes of the child?",
        Choices =
        [
            new("It is killed with its parent", false, "Terminals and containers may kill what is left behind; the kernel does not."),
            new("It goes on without a parent", false, "Each process has a parent, because it must be waited for in the end."),
            new("It goes on, and another process becomes its parent", true, "Right: the nearest subreaper above it, else init."),
        ],
        Steps =
        [
            new("`orphan` forks, and its child forks again: three generations.",
                run => Grandchild(run) is not null,
                "A child of a child was not seen."),
            new("The middle one exits first, while its child lives.",
                run => Grandchild(run) is { Parent.Exit: { } gone } child && (child.Exit is null || child.Exit.BootNs > gone.BootNs),
                "The middle process did not exit before its child."),
            new("The kernel gives the orphan to the nearest subreaper: the first process.",
                run => Grandchild(run)?.Parent?.Exit?.Adopter == run.Root!.Id,
                "The exit of the middle process does not name the first process as the one who takes over."),
            new("When the orphan exits, its parent is another one than at its birth.",
                run => Grandchild(run) is { Exit: { ExitCode: 8 } end } child && end.Parent == run.Root!.Id && child.Birth!.Parent == child.Parent!.Id,
                "The orphan was not seen to exit with code 8 as a child of the first process."),
            new("The adopter waits for it.",
                run => Grandchild(run)?.Reap?.By == run.Root!.Id,
                "The orphan was not reaped by the first process."),
        ],
        BpftraceScript = """
            t:sched:sched_process_fork { printf("FORK %d -> %d\n", args->parent_pid, args->child_pid); }
            t:sched:sched_process_exit { printf("EXIT %d, parent %d\n", pid, curtask->real_parent->tgid); }
            """,
        FurtherCommand = ("man 2 prctl", "PR_SET_CHILD_SUBREAPER, by which a process says that it takes orphans below it."),
        Explanation =
        [
            "A parent has one duty: to wait, so that the kernel can forget the dead. When it exits, the kernel looks for a new parent: the nearest ancestor that called itself a subreaper, else the init of the pid namespace.",
            "Daemons used to do this on purpose: fork twice, let the middle one exit, and no terminal is responsible any more. systemd and container runtimes are subreapers.",
            "Creator, parent at birth and parent now are three things. The tree of this dashboard keeps the lineage of births; the details of a process show the parent of now.",
        ],
    };

    private static RunProcess? Grandchild(ExperimentRun run) => run.Processes.FirstOrDefault(p => p.Level == 3);
}
