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

    private static string How(ProcessExit exit)
        => exit.Oom ? "OOM-killed" : exit.SignalName is { } signal ? $"killed by {signal}" : exit.ExitCode is { } code ? $"exit {code}" : "exit status not observed";
}
