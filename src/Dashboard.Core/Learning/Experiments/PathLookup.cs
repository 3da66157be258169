namespace Dashboard.Core.Learning.Experiments;

/// <summary>A PATH search is many execs.</summary>
internal static class PathLookup
{
    public static readonly Experiment Experiment = new()
    {
        Name = "path-lookup",
        Title = "a PATH lookup is many execs",
        Sentence = "The kernel knows no PATH: the caller has to try one folder after the other.",
        Program = "path_lookup",
        Question = "`PATH` is `/no/a:/no/b:/no/c:/usr/bin`, and the program calls `execlp(\"true\")` once. How many `execve` does the kernel see?",
        Choices =
        [
            new("One, of /usr/bin/true", false, "The shell has to find out that it is there, and the way to find out is to try."),
            new("One, of \"true\"; the kernel searches", false, "The kernel would take \"true\" for a file in the current folder. PATH is a matter of libraries and shells."),
            new("Four: three fail, one works", true, "Right: the C library tries each folder until one works."),
        ],
        Steps =
        [
            new("`/no/a/true`, `/no/b/true` and `/no/c/true` are tried in this order.",
                run => run.Root!.FailedExecs.Select(e => e.Path).SequenceEqual(["/no/a/true", "/no/b/true", "/no/c/true"]),
                "The three tries were not seen in this order."),
            new("Each returns -2, ENOENT.",
                run => run.Root!.FailedExecs.Count() == 3 && run.Root.FailedExecs.All(e => e.Ret == -2),
                "Not each of three tries returned -2."),
            new("The fourth works: `/usr/bin/true`.",
                run => run.Root!.Execs("/usr/bin/true"),
                "The exec of `/usr/bin/true` was not seen; is it there on this machine?"),
            new("All four are tries of one process.",
                run => run.Ended && run.Processes.Count == 1,
                "Another process was born, and this program does not fork."),
        ],
        BpftraceScript = """
            t:syscalls:sys_enter_execve { printf("%d %s tries %s\n", pid, comm, str(args->filename)); }
            t:syscalls:sys_exit_execve { printf("%d -> %d\n", pid, args->ret); }
            """,
        Explanation =
        [
            "`execlp` and `execvp` are functions of the C library around `execve`. They cut `PATH` at the colons and try each folder. ENOENT means: go on with the next.",
            "A tracer that counts failed calls sees three errors where nothing went wrong. This dashboard folds such a search into one lookup and counts it apart; only a search that finds nothing at all is a failure.",
            "Shells remember where they found a command (`hash` in bash), so the second time there is one call.",
        ],
    };
}
