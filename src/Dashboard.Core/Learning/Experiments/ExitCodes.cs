namespace Dashboard.Core.Learning.Experiments;

/// <summary>Exit codes and signals.</summary>
internal static class ExitCodes
{
    public static readonly Experiment Experiment = new()
    {
        Name = "exit-codes",
        Title = "exit codes and signals",
        Sentence = "A process ends by a code of its own or by a signal, never by both.",
        Program = "exit_codes",
        Question = "A child calls `_exit(300)`. Which exit code does its parent see?",
        Choices =
        [
            new("44", true, "Right: a code has eight bits, and 300 - 256 is 44."),
            new("300", false, "The status has room for one byte: 300 becomes 44."),
            new("255, the largest", false, "The upper bits are cut off, not rounded: 300 - 256 is 44."),
        ],
        Steps =
        [
            new("The first child exits with code 3.",
                run => Ends(run).ElementAtOrDefault(0) is { ExitCode: 3, Signal: null },
                "The first child did not exit with code 3."),
            new("The second asks for 300 and gets 44.",
                run => Ends(run).ElementAtOrDefault(1) is { ExitCode: 44, Signal: null },
                "The second child did not exit with code 44."),
            new("The third is killed by SIGKILL, sent by its parent. It has no exit code.",
                run => Ends(run).ElementAtOrDefault(2) is { Signal: 9, ExitCode: null } end && end.By == run.Root!.Id,
                "The third child was not seen to die of signal 9 from its parent."),
            new("The fourth calls `abort()`: SIGABRT, sent by itself.",
                run => Ends(run).ElementAtOrDefault(3) is { Signal: 6, ExitCode: null } end && end.By == end.Process,
                "The fourth child was not seen to die of signal 6 from itself."),
            new("The parent has seen four ends and exits with 0.",
                run => run.Root!.Exit is { ExitCode: 0 } && Ends(run).Count() == 4,
                "The parent did not exit with 0 after four children."),
        ],
        BpftraceScript = """
            t:sched:sched_process_exit { printf("%d %s code %d signal %d\n", pid, comm, (curtask->exit_code >> 8) & 0xff, curtask->exit_code & 0x7f); }
            """,
        Explanation =
        [
            "The kernel keeps one number for an end. The low seven bits are the signal, if one ended it; the second byte is the code that the process chose.",
            "A shell has one number only, `$?`, so it writes a signal as 128 + its number: 137 is SIGKILL. The kernel never says 137, unless a program really exits with it.",
            "SIGKILL cannot be caught: the process does not run one more line. Who sent it is not in the status; a tracer has to watch the sending.",
        ],
    };

    private static IEnumerable<RunEvent> Ends(ExperimentRun run) => run.Children.Select(c => c.Exit).OfType<RunEvent>();
}
