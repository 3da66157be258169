using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Url;

/// <summary>A typed question for a PID and a time: "4312", "4312 -2m", "4312 @14:02", "pid 4312 2 minutes ago", or a process id.</summary>
/// <param name="At">The time asked for; null for any.</param>
/// <param name="Problem">Set when the PID is followed by something that is not a time.</param>
public sealed partial record PidQuestion(int Pid, Timestamp? At, string? Problem)
{
    /// <summary>Null when the text does not begin with a PID.</summary>
    public static PidQuestion? Read(string? text, RangeWords words)
    {
        if (Form().Match(text ?? "") is not { Success: true } form || ParsePid(form.Groups["pid"].Value) is not { } pid)
        {
            return null;
        }

        var time = form.Groups["time"].Value;
        var at = time.Length == 0 ? null : words.ReadMoment(time);
        return new PidQuestion(pid, at, time.Length > 0 && at is null ? $"“{DisplayText.Text(time, 40)}” is not a time. Examples: -2m, 14:02." : null);
    }

    /// <summary>Parses input: a PID, or a process id whose PID is used.</summary>
    public static int? ParsePid(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (ProcessId.TryParse(trimmed, out var id))
        {
            return id.Pid;
        }

        return int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    [GeneratedRegex(@"^\s*(pid[\s:]+)?(?<pid>[\d-]*\d)\s*((@|\s+at\s)\s*|\s+|$)(?<time>.*?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
