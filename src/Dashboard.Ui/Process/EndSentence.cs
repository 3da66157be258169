using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>One sentence on why a process ended.</summary>
public static class EndSentence
{
    /// <summary>Maximum failed execs named in the sentence; the track lists all.</summary>
    private const int MaxNamed = 3;

    public static Sentence Of(ProcessFacts facts) => Of(new Death(facts.Pid, facts.Exit, facts.FailedExecs, facts.ExecCount));

    /// <summary>The same for a process of the overview.</summary>
    public static Sentence Of(ProcessSummary process) => Of(new Death(process.Id.Pid, process.Exit, process.FailedExecs, process.ExecCount));

    private static Sentence Of(Death facts) => facts.Exit switch
    {
        null => $"{Running(facts)}",
        { Oom: true } => $"Killed by the kernel's out-of-memory killer{Core(facts.Exit)}.",
        { Signal: { } signal } => $"Killed by {Signal.NameOf(signal)}{Sender(facts)}{Core(facts.Exit)}.",
        { ExitCode: 0 } => $"Exited 0 (success){Failures(facts, ", after ")}.",
        { ExitCode: { } code } => $"Exited {code}{Failures(facts, " after ")}{Meaning(facts, code)}.",
        _ => $"Ended; exit not observed, status unknown.",
    };

    private static string Running(Death facts)
        => ExitText.LastFailure(facts.FailedExecs) is null
            ? "Still running."
            : $"Still running{Failures(facts, " after ")}; it kept its program.";

    private static Sentence? Sender(Death facts) => facts.Exit!.By switch
    {
        null => null,
        { Pid: var pid } when pid == facts.Pid => $", sent by itself",
        { Pid: 0 } => $", sent by the kernel",
        { Comm: { } comm, Pid: var pid } sender => $" from {($"pid {pid} {DisplayText.Name(comm)}", sender)}",
        { Pid: var pid } sender => $" from {($"pid {pid}", sender)}",
    };

    private static string Core(ProcessExit exit) => exit.CoreDumped ? ", core dumped" : "";

    /// <summary>"2 failed execs: ENOENT /usr/bin/foo, ENOENT /bin/foo"; names the last ones, which led to the exit.</summary>
    private static string Failures(Death facts, string before)
    {
        // If the process exits after a PATH search, its lookups are part of the failure.
        var last = LastAttempts(facts);
        if (last.Count == 0)
        {
            return "";
        }

        var named = string.Join(", ", last.TakeLast(MaxNamed).Select(f => $"{f.Errno} {Path(f)}"));
        var more = last.Count > MaxNamed ? $"… {named}" : named;
        return $"{before}{DisplayText.Count(last.Count, "failed exec", "failed execs")}: {more}";
    }

    /// <summary>Failed execs of the last image: the final failures, each with the lookups of the same file name before it.</summary>
    private static List<FailedExec> LastAttempts(Death facts)
    {
        var ofLastImage = facts.FailedExecs.Where(f => f.Image == facts.ExecCount).ToList();
        var finals = ofLastImage.Where(f => !f.Lookup).Select(NameOf).ToHashSet();
        return [.. ofLastImage.Where(f => !f.Lookup || finals.Contains(NameOf(f)))];
    }

    private static string NameOf(FailedExec failed) => failed.Path is { } path ? DisplayText.FileName(path) : "";

    private static string Path(FailedExec failed) => failed.Path is { } path ? DisplayText.Text(path, 80) : "(path not captured)";

    /// <summary>Shell conventions for exit codes; used only without a failed exec that explains the code.</summary>
    private static string Meaning(Death facts, int code)
        => LastAttempts(facts).Count > 0
            ? ""
            : code switch
            {
                126 => " (by convention: found but could not be run)",
                127 => " (by convention: command not found)",
                > 128 and < 128 + 65 => $" (by convention: a child was ended by {Signal.NameOf(code - 128)})",
                _ => "",
            };

    private sealed record Death(int Pid, ProcessExit? Exit, IReadOnlyList<FailedExec> FailedExecs, int ExecCount);
}
