using Dashboard.Core.Model;

namespace Dashboard.Core.Learning.Experiments;

/// <summary>fork, vfork and posix_spawn.</summary>
internal static class Births
{
    public static readonly Experiment Experiment = new()
    {
        Name = "births",
        Title = "fork, vfork and posix_spawn",
        Sentence = "Three ways to start a program, and what the kernel is asked each time.",
        Program = "births",
        Question = "`fork` copies the caller's memory. What does `vfork` do with it?",
        Choices =
        [
            new("Copies it, only faster", false, "Nothing is copied, not even the page tables. That is why it is fast."),
            new("Lends it: the child runs in the parent's memory while the parent stands still", true, "Right: until the child has exec'ed or gone."),
            new("Gives the child empty memory", false, "Then the child could not even reach its next line."),
        ],
        Steps =
        [
            new("The first child is a plain fork: a clone that shares nothing.",
                run => Child(run, 0)?.Birth?.How is ForkMethod.Fork or ForkMethod.Clone or ForkMethod.Clone3,
                "The first birth was not seen as a fork."),
            new("The second borrows: vfork.",
                run => Child(run, 1)?.Birth?.How == ForkMethod.Vfork,
                "The second birth was not seen as a vfork."),
            new("While it borrows, the parent stands still: it does nothing between the birth and the exec.",
                run => Child(run, 1) is { Birth: { } birth } child && child.Images.FirstOrDefault() is { } exec
                    && !run.Root!.Events.Any(e => e.BootNs > birth.BootNs && e.BootNs < exec.BootNs),
                "The parent acted before the child had exec'ed."),
            new("The third has the shape of posix_spawn: a clone that borrows, too.",
                run => Child(run, 2)?.Birth?.How == ForkMethod.PosixSpawn,
                "The third birth was not seen as posix_spawn."),
            new("All three became `/bin/true`.",
                run => run.Children.Count() == 3 && run.Children.All(c => c.Execs("/bin/true") && c.Exit is { ExitCode: 0 }),
                "Not each of three children became `/bin/true` and exited with 0."),
        ],
        BpftraceScript = """
            t:syscalls:sys_enter_clone { printf("%d clone flags 0x%x\n", pid, args->clone_flags); }
            t:syscalls:sys_enter_clone3 { printf("%d clone3\n", pid); }
            t:syscalls:sys_enter_vfork { printf("%d vfork\n", pid); }
            """,
        FurtherCommand = ("man 2 vfork", "What a child may do in borrowed memory: exec or _exit, and nothing else."),
        Explanation =
        [
            "They all end in one function of the kernel; the flags say what parent and child share. CLONE_VM lends the memory, CLONE_VFORK makes the parent wait for the child's exec.",
            "`fork` copies page tables, and for a program with gigabytes that takes time, only for an exec to throw them away a moment later. `posix_spawn` avoids it: it is a clone with both flags, and with a stack for the child.",
            "The kernel has no call named posix_spawn, and on arm64 none named vfork: there both are a clone with these flags. This dashboard distinguishes them by the stack: posix_spawn brings one for the child, after vfork the child uses its parent's.",
        ],
    };

    private static RunProcess? Child(ExperimentRun run, int n) => run.Children.ElementAtOrDefault(n);
}
