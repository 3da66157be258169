using System.CommandLine;
using System.Text.Json;
using Dashboard.Core.Feeds;
using Dashboard.Server.Api;
using Dashboard.Server.Hosting.Data;
using Dashboard.Tracing.Doctor;

namespace Dashboard.Server.Cli;

/// <summary>dashboard doctor: can this machine be traced?</summary>
internal static class DoctorCommand
{
    /// <summary>Enough of the verifier's log for the instruction, the error, and the path that led to it.</summary>
    private const int LogLines = 8;

    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { WriteIndented = true };

    public static Command New()
    {
        var json = new Option<bool>("--json") { Description = "As JSON, for programs: { canTrace, kernel, compiler, checks: [{ name, state, cause, fix }], limits: [{ of, sentence }], loadLog }." };
        var command = new Command("doctor", "Can this machine be traced? Each check with its state, cause and fix.") { json };
        var split = SplitOption.AddTo(command);
        command.SetAction(parsed =>
        {
            split.Separate(parsed, new SplitPlan());
            return Run(parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(bool asJson)
    {
        var report = Examination.Run();
        if (DataLocation.Usual() is { } data)
        {
            report = report with { Checks = [.. report.Checks, ProcessLimitChecks.Disk(data)] };
        }

        Console.Out.Write(asJson ? Serialize(report) : Describe(report));
        return report.CanTrace ? ExitStatuses.Done : ExitStatuses.Failed;
    }

    internal static string Serialize(DoctorReport report) => JsonSerializer.Serialize(report, Json) + "\n";

    internal static string Describe(DoctorReport report)
    {
        var width = report.Checks.Max(check => check.Name.Length);
        var lines = report.Checks.Select(check => $"{Word(check.State)}  {check.Name.PadRight(width)}  {check.Cause}{(check.Fix is { } fix ? $" {fix}" : "")}").ToList();
        lines.AddRange(report.Limits.Select(limit => $"note  {limit.Sentence}"));
        if (report.EndOfLog(LogLines) is { Count: > 0 } log)
        {
            lines.Add($"The BPF programs were compiled by {report.Compiler}. The end of what the verifier said; dashboard doctor --json has more of it:");
            lines.AddRange(log.Select(line => $"      {line}"));
        }

        lines.Add(report.CanTrace ? "This machine can be traced." : "This machine cannot be traced yet: see the lines that begin with fail.");
        return string.Join('\n', lines) + "\n";
    }

    private static string Word(CheckState state) => state switch
    {
        CheckState.Ok => "ok  ",
        CheckState.Warn => "warn",
        _ => "fail",
    };
}
