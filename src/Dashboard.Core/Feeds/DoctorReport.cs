namespace Dashboard.Core.Feeds;

/// <summary>The doctor's findings, as `dashboard doctor --json` prints them: everything that a bug report needs.</summary>
public sealed record DoctorReport
{
    private const string LogBegins = "-- BEGIN PROG LOAD LOG --";
    private const string LogEnds = "-- END PROG LOAD LOG --";

    public bool CanTrace => Checks.All(check => check.State != CheckState.Fail);

    /// <summary>The running kernel's release.</summary>
    public string? Kernel { get; init; }

    /// <summary>The compiler of the BPF programs; null when the native library is missing.</summary>
    public string? Compiler { get; init; }

    public required IReadOnlyList<CheckResult> Checks { get; init; }

    public IReadOnlyList<CaptureLimit> Limits { get; init; } = [];

    /// <summary>The output of libbpf and the verifier while the programs were loaded; empty when all went well. At most 256 KiB.</summary>
    public string LoadLog { get; init; } = "";

    /// <summary>The end of the verifier's log for the program that it rejected last, where the reason is.</summary>
    public IReadOnlyList<string> EndOfLog(int lines)
    {
        var begin = LoadLog.LastIndexOf(LogBegins, StringComparison.Ordinal);
        var end = LoadLog.LastIndexOf(LogEnds, StringComparison.Ordinal);
        // The native library keeps the end of a long message, so its beginning may be missing.
        return end < 0 || end < begin
            ? []
            : [.. LoadLog[(begin < 0 ? 0 : begin + LogBegins.Length)..end].Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines)];
    }
}
