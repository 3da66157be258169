using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Learning;

/// <summary>Describes an event of a run in words, with the glyphs of the pages. Texts chosen by processes are escaped.</summary>
public static class RunWords
{
    public static (string Glyph, string Word) Of(RunEvent e) => e.Kind switch
    {
        EventKinds.Fork => (Glyphs.Fork, "fork"),
        EventKinds.ExecEnter => (Glyphs.Exec, "enter"),
        EventKinds.ExecExit when e.IsFailedExec => (Glyphs.Failed, "failed"),
        EventKinds.ExecExit => (Glyphs.Exec, "exec"),
        EventKinds.Exit when e.Signal is not null => (Glyphs.Signal, "signal"),
        EventKinds.Exit => (Glyphs.Exit, "exit"),
        _ => (".", "reap"),
    };

    public static string Detail(RunEvent e) => e.Kind switch
    {
        EventKinds.Fork => $"born of {Pid(e.Parent)}{(e.How is { } how ? $" by {ForkMethods.NameOf(how)}" : "")}",
        EventKinds.ExecEnter => $"asks for {(e.Path is null ? "a path that is not in memory yet" : Text(e.Path))}",
        EventKinds.ExecExit when e.IsFailedExec => $"{Text(e.Path)}: {Errno.NameOf(e.Ret!.Value)} ({e.Ret})",
        EventKinds.ExecExit => Text(e.Path) + (e.Interpreter is { } file ? $", run by {Text(file)}" : ""),
        EventKinds.Exit when e.Signal is { } signal => Core.Model.Signal.NameOf(signal)
            + (e.By is null ? "" : e.By == e.Process ? ", sent by itself" : $" from {Pid(e.By)}"),
        EventKinds.Exit => $"code {e.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}",
        _ => (e.By is null ? "no wait was seen" : $"waited for by {Pid(e.By)}")
            + (e.ZombieNs is { } ns and >= 1_000_000 ? $", a zombie for {ns / 1_000_000} ms" : ""),
    };

    private static string Pid(ProcessId? id) => id is { } known ? known.Pid.ToString(CultureInfo.InvariantCulture) : "?";

    private static string Text(string? text) => text is null ? "?" : KernelText.Display(text);
}
