namespace Dashboard.Core.Feeds;

/// <summary>What the doctor found, as `dashboard doctor --json` prints it: all that a report of a failure needs.</summary>
public sealed record DoctorReport
{
    private const string LogBegins = "-- BEGIN PROG LOAD LOG --";
    private const string LogEnds = "-- END PROG LOAD LOG --";

    public bool CanTrace => Checks.All(check => check.State != CheckState.Fail);

    /// <summary>The release of the kernel that runs.</summary>
    public string? Kernel { get; init; }

    /// <summary>What compiled the BPF programs; null when the native library is missing.</summary>
    public string? Compiler { get; init; }

    public required IReadOnlyList<CheckResult> Checks { get; init; }

    public IReadOnlyList<CaptureLimit> Limits { get; init; } = [];

    /// <summary>What libbpf and the kernel's verifier said while the programs were loaded; empty when all went well. At most 256 KiB.</summary>
    public string LoadLog { get; init; } = "";

    /// <summary>The last lines of what the verifier said of the program that it refused last, where the reason stands.</summary>
    public IReadOnlyList<string> EndOfLog(int lines)
    {
        var begin = LoadLog.LastIndexOf(LogBegins, StringComparison.Ordinal);
        var end = LoadLog.LastIndexOf(LogEnds, StringComparison.Ordinal);
        // Of a long message the native library keeps the end, so that its beginning may be missing.
        return end < 0 || end < begin
            ? []
            : [.. LoadLog[(begin < 0 ? 0 : begin + LogBegins.Length)..end].Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines)];
    }
}
