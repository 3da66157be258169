using System.Globalization;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Ui.Events;

namespace Dashboard.Server.Cli.Printing;

/// <summary>Describes an event in words, with the glyphs and terms of the pages.</summary>
internal static class EventWords
{
    /// <summary>Longest command line that is shown; the other formats print all of it.</summary>
    private const int MaxCommandLength = 240;

    private const string Blue = "\e[34m";
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Grey = "\e[90m";
    private const string Magenta = "\e[35m";
    private const string Yellow = "\e[33m";

    public static (string Word, string Colour) Of(LifecycleEvent e) => e switch
    {
        ForkEvent => ("+ fork", Blue),
        ExecEnterEvent => ("> enter", Grey),
        ExecExitEvent { Succeeded: true } => ("> exec", Green),
        ExecExitEvent or ForkFailEvent => ("x failed", Red),
        ExitEvent { Signal: not null } => ("! signal", Magenta),
        ExitEvent => ("- exit", Grey),
        ReapEvent => (". reap", Grey),
        RenameEvent => ("~ rename", Grey),
        CredentialsEvent => ("~ change", Grey),
        LostEvent => ("# lost", Yellow),
        ClockEvent => ("* clock", Yellow),
        _ => ("  " + EventKinds.NameOf(e.Kind), Grey),
    };

    public static string Detail(LifecycleEvent e) => e switch
    {
        ForkEvent fork => $"by {Name(fork.By, fork.Parent)}{(fork.How is { } how ? $" ({ForkMethods.NameOf(how)})" : "")}",
        ForkFailEvent fail => $"{Text(fail.Syscall)}: {Result(fail.Ret)}",
        ExecEnterEvent enter => $"{Text(enter.Syscall)} {Text(enter.Path)}",
        ExecExitEvent { Succeeded: true } exec => Command(exec) + Interpreter(exec),
        ExecExitEvent exec => $"{Command(exec)}: {Result(exec.Ret)}",
        ExitEvent exit => Exit(exit),
        ReapEvent reap => (reap.By is { } by ? $"by {Name(by, null)}" : "no wait was seen")
            + (reap.ZombieNs is { } ns ? $", zombie for {Span(ns)}" : ""),
        RenameEvent rename => $"was {KernelText.Display(rename.From)}, is {KernelText.Display(rename.To)}",
        CredentialsEvent change => KernelText.Display(change.ToText()),
        ClockEvent set => ClockWords.Of(set),
        LostEvent lost => Missing(lost) + FilledBy(lost.Culprits is [var culprit, ..] ? culprit : null),
        _ => "",
    };

    private static string Missing(LostEvent lost) => lost is { Count: 0, Shed: { } shed }
        ? string.Create(CultureInfo.InvariantCulture, $"long texts were left out: arguments of {shed.Arguments}, paths of {shed.Paths}")
        : string.Create(CultureInfo.InvariantCulture, $"{lost.Count} records are missing: {Text(lost.Cause)}");

    private static string FilledBy(Culprit? culprit)
        => culprit is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; the ring was filled by {Text(culprit.Comm)}, uid {culprit.Uid}");

    private static string Exit(ExitEvent exit)
    {
        var how = exit switch
        {
            { Signal: { } signal } => Signal.NameOf(signal)
                + (exit.By is { } by ? $" from {Name(by, null)}" : "")
                + (exit.CoreDumped ? ", core dumped" : "")
                + (exit.Oom ? ", out of memory" : ""),
            { ExitCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"code {code}"),
            _ => "how is not known",
        };
        return $"{how} after {Span(exit.LifetimeNs)}";
    }

    private static string Result(long ret)
        => string.Create(CultureInfo.InvariantCulture, $"{Errno.NameOf(ret)} ({ret}) {Errno.MeaningOf(ret)}");

    private static string Interpreter(ExecExitEvent exec) => exec.Interpreter is { } file ? $"  (runs {Text(file)})" : "";

    /// <summary>The path, and the arguments after argv[0], which the caller can choose freely.</summary>
    private static string Command(ExecExitEvent exec)
    {
        var line = new StringBuilder(Text(exec.Path)).Append(exec.PathShed ? "…" : "");
        var shown = 1;
        foreach (var argument in (exec.Args ?? []).Skip(1))
        {
            if (line.Length > MaxCommandLength)
            {
                break;
            }

            line.Append(' ').Append(Quoted(argument));
            shown++;
        }

        if (line.Length > MaxCommandLength)
        {
            line.Length = MaxCommandLength;
            line.Append('…');
        }

        if (exec.ArgCount is { } count && (count > shown || line[^1] == '…'))
        {
            line.Append(CultureInfo.InvariantCulture, $" ({count} arguments)");
        }

        return line.ToString();
    }

    private static string Quoted(string argument)
    {
        // Only as much as can be shown: an argument may have 128 KiB.
        var shown = argument.Length > MaxCommandLength ? argument[..(MaxCommandLength + 1)] : argument;
        return shown.Length == 0 || shown.Any(c => c is ' ' or '"' or '\'' or '\\' or '$' or '`')
            ? $"'{KernelText.Display(shown).Replace("'", "'\\''", StringComparison.Ordinal)}'"
            : KernelText.Display(shown);
    }

    private static string Text(string? path) => path is null ? "?" : KernelText.Display(path);

    private static string Name(ProcessReference? who, ProcessId? fallback)
        => who is not null
            ? string.Create(CultureInfo.InvariantCulture, $"{who.Value.Pid}{(who.Value.Comm is null ? "" : $" {KernelText.Display(who.Value.Comm)}")}")
            : fallback is { } id ? id.Pid.ToString(CultureInfo.InvariantCulture) : "?";

    private static string Span(long ns) => ns switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{ns} ns"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e3:0.#} us"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e6:0.#} ms"),
        < 120_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:0.##} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ns / 60e9:0.#} min"),
    };
}
