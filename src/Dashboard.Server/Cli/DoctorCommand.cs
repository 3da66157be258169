using Dashboard.Core.Feeds;
using System.CommandLine;
using System.Text.Json;
using Dashboard.Server.Api;
using Dashboard.Tracing.Doctor;

namespace Dashboard.Server.Cli;

/// <summary>dashboard doctor: can this machine be traced?</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { WriteIndented = true };

    public static Command New()
    {
        var json = new Option<bool>("--json") { Description = "As JSON, for programs: { canTrace, checks: [{ name, state, cause, fix }] }." };
        var command = new Command("doctor", "Can this machine be traced? Each check with its state, cause and fix.") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command;
    }

    private static int Run(bool asJson)
    {
        var checks = Examination.Run();
        var canTrace = checks.All(check => check.State != CheckState.Fail);
        Console.Out.Write(asJson ? JsonSerializer.Serialize(new { canTrace, checks }, Json) + "\n" : Describe(checks, canTrace));
        return canTrace ? ExitStatuses.Done : ExitStatuses.Failed;
    }

    private static string Describe(IReadOnlyList<CheckResult> checks, bool canTrace)
    {
        var width = checks.Max(check => check.Name.Length);
        var lines = checks.Select(check => $"{Word(check.State)}  {check.Name.PadRight(width)}  {check.Cause}{(check.Fix is { } fix ? $" {fix}" : "")}");
        var verdict = canTrace ? "This machine can be traced." : "This machine cannot be traced yet: see the lines that begin with fail.";
        return string.Join('\n', lines) + $"\n{verdict}\n";
    }

    private static string Word(CheckState state) => state switch
    {
        CheckState.Ok => "ok  ",
        CheckState.Warn => "warn",
        _ => "fail",
    };
}
