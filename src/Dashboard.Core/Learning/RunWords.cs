using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Learning;

/// <summary>Describes an event of a run in words, with the glyphs of the pages. Texts chosen by processes are escaped.</summary>
public static class RunWords
{
    public static (string Glyph, string Word) Of(RunEvent e) => e.Kind switch
    {
        EventKind.Fork => (Glyphs.Fork, "fork"),
        EventKind.ExecEnter => (Glyphs.Exec, "enter"),
        EventKind.ExecExit when e.IsFailedExec => (Glyphs.Failed, "failed"),
        EventKind.ExecExit => (Glyphs.Exec, "exec"),
        EventKind.Exit when e.Signal is not null => (Glyphs.Signal, "signal"),
        EventKind.Exit => (Glyphs.Exit, "exit"),
        _ => (".", "reap"),
    };

    public static string Detail(RunEvent e) => e.Kind switch
    {
        EventKind.Fork => $"born of {Pid(e.Parent)}{(e.How is { } how ? $" by {ForkMethods.NameOf(how)}" : "")}",
        EventKind.ExecEnter => $"asks for {(e.Path is null ? "a path that is not in memory yet" : Text(e.Path))}",
        EventKind.ExecExit when e.IsFailedExec => $"{Text(e.Path)}: {Errno.NameOf(e.Ret!.Value)} ({e.Ret})",
        EventKind.ExecExit => Text(e.Path) + (e.Interpreter is { } file ? $", run by {Text(file)}" : ""),
        EventKind.Exit when e.Signal is { } signal => Core.Model.Signal.NameOf(signal)
            + (e.By is null ? "" : e.By == e.Process ? ", sent by itself" : $" from {Pid(e.By)}"),
        EventKind.Exit => $"code {e.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}",
        _ => (e.By is null ? "no wait was seen" : $"waited for by {Pid(e.By)}")
            + (e.ZombieNs is { } ns and >= 1_000_000 ? $", a zombie for {ns / 1_000_000} ms" : ""),
    };

    private static string Pid(ProcessId? id) => id is { } known ? known.Pid.ToString(CultureInfo.InvariantCulture) : "?";

    private static string Text(string? text) => text is null ? "?" : KernelText.Display(text);
}
