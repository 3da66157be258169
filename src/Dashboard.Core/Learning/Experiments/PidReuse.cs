namespace Dashboard.Core.Learning.Experiments;

/// <summary>One pid, several processes.</summary>
internal static class PidReuse
{
    public static readonly Experiment Experiment = new()
    {
        Name = "pid-reuse",
        Title = "a pid is used again",
        Sentence = "One number, three processes: a pid names a process only while it lives.",
        Program = "pid_reuse",
        Question = "You note pid 4312 and look again an hour later: it runs. Is it the process that you noted?",
        Choices =
        [
            new("Yes: numbers are unique until the machine restarts", false, "There are only so many numbers (`/proc/sys/kernel/pid_max`); after the last the kernel begins again at the front."),
            new("Not necessarily: the number may have been given out again", true, "Right: only the number together with the moment of birth names a process."),
            new("Yes, as long as the name is the same", false, "A build starts the same compiler a thousand times. The name proves nothing."),
        ],
        Steps =
        [
            new("A child is born, exits and is waited for.",
                run => run.Children.FirstOrDefault() is { Exit: not null, Reap: not null },
                "The first child was not seen to exit and to be waited for."),
            new("Its number is given out again: three processes have it, one after the other.",
                run => Lives(run).Count >= 3,
                "No three processes with one number were seen. Choosing the next number needs root, and the first pid namespace."),
            new("They are three processes: each has a birth of its own.",
                run => Lives(run) is { Count: >= 3 } lives && lives.Select(p => p.Id.StartNs).Distinct().Count() == lives.Count
                    && lives.All(p => p.Birth is not null),
                "The processes with that number do not have a birth each."),
            new("They never overlap: the number is free only when the one before was waited for.",
                run => Lives(run) is { Count: >= 3 } lives
                    && lives.Zip(lives.Skip(1)).All(pair => pair.First.Reap is { } free && free.BootNs <= pair.Second.Birth!.BootNs),
                "A process was born with the number before the one before was gone."),
        ],
        BpftraceScript = """
            t:sched:sched_process_fork { @lives[args->child_pid] = count(); }
            END { print(@lives, 10); }
            """,
        FurtherCommand = ("cat /proc/sys/kernel/pid_max", "How many numbers there are before the kernel begins again."),
        Explanation =
        [
            "The kernel hands out the next free number, and begins again at the front when it has reached `pid_max`. On a quiet machine that takes days, in a large build minutes.",
            "The program does not wait for that: it writes into `/proc/sys/kernel/ns_last_pid`, by which root chooses the next number.",
            "A script that kills a pid from a file may hit a stranger. This dashboard names a process by its number and the moment of its birth, and marks a reused number: `life 3`.",
        ],
    };

    /// <summary>The processes of the pid that was reused most.</summary>
    private static List<RunProcess> Lives(ExperimentRun run)
        => run.Children.GroupBy(p => p.Pid).Select(g => g.ToList()).MaxBy(g => g.Count) ?? [];
}
