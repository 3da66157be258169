using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Events;

/// <summary>One event as displayed. Text only, so that rows with equal text compare equal.</summary>
/// <param name="What">Description of the event.</param>
/// <param name="Path">The path, or null.</param>
/// <param name="Result">The error, the exit, or "".</param>
/// <param name="Took">Duration or lifetime, or "".</param>
/// <param name="IsKnown">The process is in the table, so its details can be opened.</param>
public sealed record EventRow(
    long Seq, Timestamp Time, RowMark Mark, string Kind, ProcessId Process, string Comm, string What, string? Path, string Result,
    string Took, bool IsKnown)
{
    /// <summary>Characters of the arguments that fit in a row.</summary>
    private const int MaxArgs = 160;

    /// <summary>Upper bound on the arguments that fit in <see cref="MaxArgs"/>.</summary>
    private const int MaxArgCount = 24;

    /// <param name="raw">True: one row per event. False: the exit of an exec stands for the whole call.</param>
    public static EventRow Of(LifecycleEvent e, ProcessTable processes, bool raw)
    {
        var (mark, what, path, result, took) = Say(e, processes);
        return new EventRow(e.Seq, e.Time, mark, !raw && e is ExecExitEvent ? "exec" : EventKinds.NameOf(e.Kind), e.Process, e.Comm, what, path, result, took, e.IsOfAProcess && processes.Find(e.Process) is not null);
    }

    private static (RowMark Mark, string What, string? Path, string Result, string Took) Say(LifecycleEvent e, ProcessTable processes) => e switch
    {
        ForkEvent fork => (RowMark.Fork, $"forked{From(fork, processes)}{(fork.How is { } how ? $" ({ForkMethods.NameOf(how)})" : "")}", null, "", ""),
        ForkFailEvent fail => (RowMark.Failed, $"{fail.Syscall} failed: {Errno.MeaningOf(fail.Ret)}", null, Error(fail.Ret), ""),
        ExecEnterEvent enter => (RowMark.Exec, $"called {enter.Syscall}", enter.Path, "", ""),
        ExecExitEvent { Succeeded: true } exec => (RowMark.Exec, Arguments(exec), exec.Path, "", Lasted(exec.DurationNs)),
        ExecExitEvent { Lookup: true } exec => (RowMark.Other, "PATH lookup", exec.Path, Error(exec.Ret), Lasted(exec.DurationNs)),
        ExecExitEvent exec => (RowMark.Failed, (Errno.MeaningOf(exec.Ret) ?? "failed") + Shed(exec), exec.Path, Error(exec.Ret), Lasted(exec.DurationNs)),
        ExitEvent { Signal: { } signal } exit => (RowMark.Signal, $"{Killed(exit)}{Whose(exit, processes)}", null, Signal.NameOf(signal), Durations.Of(exit.LifetimeNs)),
        ExitEvent { ExitCode: > 0 } exit => (RowMark.Failed, $"exited{Whose(exit, processes)}", null, $"exit {exit.ExitCode}", Durations.Of(exit.LifetimeNs)),
        ExitEvent exit => (RowMark.Exit, $"exited{Whose(exit, processes)}", null, exit.ExitCode is { } code ? $"exit {code}" : "", Durations.Of(exit.LifetimeNs)),
        ReapEvent reap => (RowMark.Other, reap.By is { } by ? $"reaped by {DisplayText.Process(by)}" : "released by the kernel", null, "", Lasted(reap.ZombieNs)),
        RenameEvent rename => (RowMark.Other, $"renamed from {DisplayText.Text(rename.From)} to {DisplayText.Text(rename.To)}", null, "", ""),
        CredentialsEvent change => (RowMark.Other, ChangeWords.Of(change), null, "", ""),
        LostEvent lost => (RowMark.Lost, LossWords.Of(lost), null, "", ""),
        ClockEvent set => (RowMark.Clock, ClockWords.Of(set), null, "", ""),
        _ => (RowMark.Other, EventKinds.NameOf(e.Kind), null, "", ""),
    };

    private static string From(ForkEvent fork, ProcessTable processes)
        => fork.By is { } by ? $" by {DisplayText.Process(by)}"
            : fork.Parent is { } id ? $" by {DisplayText.Process(processes.Find(id)?.ToReference() ?? new ProcessReference(id, id.Pid, null))}"
            : "";

    /// <summary>
    /// What had started it and what it was: ", started by bash (200): make -j8". The command is last, because it may be cut off. Empty when the
    /// process is no longer held.
    /// </summary>
    private static string Whose(ExitEvent exit, ProcessTable processes)
    {
        if (processes.Find(exit.Process) is not { } record)
        {
            return "";
        }

        var command = record is { ExecCount: 0, FromSnapshot: false } ? "a fork without exec" : ShellCommand.Of(record.Images[^1]);
        return $"{(record.Parent is { } parent ? $", started by {DisplayText.Process(parent)}" : "")}{(command.Length > 0 ? $": {DisplayText.Text(command, MaxArgs)}" : "")}";
    }

    private static string Killed(ExitEvent exit)
        => exit.Oom ? "killed by the out-of-memory killer" : exit.By is { } by ? $"killed by {DisplayText.Process(by)}" : "killed";

    private static string Arguments(ExecExitEvent exec)
        => (exec.FirstArgs(MaxArgCount) is { Count: > 0 } args ? DisplayText.Text(ShellCommand.Of(args), MaxArgs) : "exec'd a new program") + Missing(exec);

    /// <summary>Why arguments or path are missing; the reasons may differ.</summary>
    private static string Missing(ExecExitEvent exec) => Shed(exec) switch
    {
        { Length: > 0 } shed when ArgumentWords.WhyMissing(exec) is null || (exec.ArgsShed && !exec.ArgsDropped) => shed,
        var path => path + (ArgumentWords.WhyMissing(exec) is { } why ? $" ({(exec.FirstArgs(1) is { Count: > 0 } ? "rest of arguments" : "arguments")} {why})" : ""),
    };

    /// <summary>What was left out because the ring buffer was filling up.</summary>
    private static string Shed(ExecExitEvent exec) => exec switch
    {
        { PathShed: true, ArgsShed: true, ArgsDropped: false } => " (rest of path and arguments left out: ring buffer filling up)",
        { PathShed: true } => " (rest of path left out: ring buffer filling up)",
        { ArgsShed: true, ArgsDropped: false } => " (long arguments left out: ring buffer filling up)",
        _ => "",
    };

    private static string Error(long ret) => $"{Errno.NameOf(ret)} {ret}".Replace('-', '−');

    private static string Lasted(long? ns) => ns is { } known ? Durations.Of(known) : "";
}
