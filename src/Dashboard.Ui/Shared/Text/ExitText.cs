using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Text;

/// <summary>How a process ended, short enough for a cell.</summary>
public static class ExitText
{
    /// <summary>"0", "127 ENOENT", "SIGKILL", "zombie"; "" while it runs.</summary>
    public static string Short(ProcessState state, ProcessExit? exit, IReadOnlyList<FailedExec> failures)
        => exit switch
        {
            null => "",
            { Oom: true } => "OOM-killed",
            { Signal: { } signal } => Signal.NameOf(signal),
            { ExitCode: null } => "unseen",
            { ExitCode: 0 } when state == ProcessState.Zombie => "0 zombie",
            { ExitCode: 0 } => "0",
            { ExitCode: { } code } when LastFailure(failures) is { } failed => $"{code} {failed.Errno}",
            { ExitCode: { } code } => code.ToString(),
        };

    /// <summary>"exit 0", "SIGKILL": where a bare number would be a riddle.</summary>
    public static string Worded(ProcessState state, ProcessExit? exit, IReadOnlyList<FailedExec> failures)
        => exit is { ExitCode: not null, Oom: false } ? $"exit {Short(state, exit, failures)}" : Short(state, exit, failures);

    /// <summary>For a running process: the error of its last failed exec.</summary>
    public static string Running(IReadOnlyList<FailedExec> failures) => LastFailure(failures)?.Errno ?? "";

    /// <summary>The colour class.</summary>
    public static string Kind(ProcessExit? exit) => exit switch
    {
        null => "running",
        { Oom: true } or { Signal: not null } => "signal",
        { ExitCode: 0 } => "exit",
        { ExitCode: null } => "exit",
        _ => "failed",
    };

    public static FailedExec? LastFailure(IReadOnlyList<FailedExec> failures) => failures.LastOrDefault(f => !f.Lookup);
}
