using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Text on the command that a capture is of.</summary>
public static class CommandText
{
    /// <summary>"ended: exit 2, 2.8 s", "is running: 12 s".</summary>
    public static string Of(CommandFigures figures) => figures.Exit is { } exit
        ? $"ended: {How(exit)}, {Durations.Of(figures.LifetimeNs)}"
        : $"is running: {Durations.Age(figures.LifetimeNs)}";

    /// <summary>"What failed: cc1 (31) on births.c, exit 1; then its parents cc (30) and make (29)." Null where no other process failed before it.</summary>
    public static Sentence? Cause(CommandFigures figures)
        => figures.Cause.Count < 2 ? null : Sentence.Of($"What failed: {figures.Cause[0].Process}{CommandSubject.Of(figures.Cause[0].Args)}, {How(figures.Cause[0].Exit)}; then {Parents(figures.Cause)}.");

    /// <summary>Who started the command of `dashboard run`: its fork is before the capture. Null for other processes.</summary>
    public static string? StarterOf(Capture capture, ProcessId process) => capture.Command?.Pid == process.Pid ? "dashboard run" : null;

    private static Sentence Parents(IReadOnlyList<FailureLink> chain) => chain.Count switch
    {
        2 => $"its parent {chain[1].Process}",
        3 => $"its parents {chain[1].Process} and {chain[2].Process}",
        4 => $"its parents {chain[1].Process}, {chain[2].Process} and {chain[3].Process}",
        _ => $"its parents {chain[1].Process}, {chain[2].Process} and {chain.Count - 3} more up to {chain[^1].Process}",
    };

    private static string How(ProcessExit exit)
        => exit.Oom ? "OOM-killed" : exit.SignalName is { } signal ? $"killed by {signal}" : exit.ExitCode is { } code ? $"exit {code}" : "exit status not observed";
}
