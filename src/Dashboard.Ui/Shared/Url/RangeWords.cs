using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Url;

/// <summary>Ranges and times as people type them: "-2m", "14:02..14:05", "14:02", "-5m..-2m", ISO 8601.</summary>
/// <param name="times">The viewer's time of day.</param>
/// <param name="nowBootNs">The displayed moment: now, or the pause point.</param>
public sealed partial class RangeWords(TimeDisplay times, CaptureClock clock, long nowBootNs)
{
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const string Separator = "..";

    /// <summary>Reads a range; an empty text is the whole capture. On failure the problem is one sentence.</summary>
    public bool TryRead(string? text, out RangeChoice choice, out string problem)
    {
        (choice, problem) = (default, "");
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0 || trimmed.Equals(UrlRange.All, StringComparison.OrdinalIgnoreCase) || trimmed.Equals("whole capture", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var span = trimmed.StartsWith("last ", StringComparison.OrdinalIgnoreCase) ? trimmed[5..] : trimmed;
        if ((TimeWords.TryParseSpan(span, out var ns) || TimeWords.TryParseAgo(trimmed, out ns)) && ns > 0)
        {
            choice = RangeChoice.Last(ns);
            return true;
        }

        var at = trimmed.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? TryReadOne(trimmed, out choice, out problem) : TryReadEnds(trimmed[..at].Trim(), trimmed[(at + 2)..].Trim(), out choice, out problem);
    }

    /// <summary>One time; null when it is none. The latest of its kind for a time of day.</summary>
    public Timestamp? ReadMoment(string? text) => Moment((text ?? "").Trim())?.At;

    /// <summary>The text that reads back as this range.</summary>
    public string Text(RangeChoice choice)
        => choice.LastNs is { } ns ? $"-{TimeWords.Span(ns)}" : choice.IsWhole ? "" : $"{Input(choice.Fixed.From)}{Separator}{Input(choice.Fixed.To)}";

    private string Input(Timestamp? at) => at is { } time ? TimeOfDay.Input(time, times) : "";

    /// <summary>A time alone is the minute or the second that it names.</summary>
    private bool TryReadOne(string text, out RangeChoice choice, out string problem)
    {
        var found = Moment(text);
        choice = found is { } moment ? new RangeChoice(new TimeRange(moment.At, new Timestamp(moment.At.UnixNs + moment.LengthNs)), null) : default;
        problem = found is null ? NotATime(text) : "";
        return found is not null;
    }

    private bool TryReadEnds(string from, string to, out RangeChoice choice, out string problem)
    {
        (choice, problem) = (default, "");
        if (to is "" or "now" && TimeWords.TryParseAgo(from, out var agoNs) && agoNs > 0)
        {
            choice = RangeChoice.Last(agoNs);
            return true;
        }

        var (first, last) = (Moment(from), Moment(to));
        if ((first is null && from.Length > 0) || (last is null && to.Length > 0))
        {
            problem = NotATime(first is null && from.Length > 0 ? from : to);
            return false;
        }

        var end = last?.At;
        if (end is { } early && first is { } begin && early.CompareTo(begin.At) < 0 && TimeOnly().IsMatch(to))
        {
            // 14:02..14:05 at 14:03: the end is the one after the start, and not the latest that has been.
            end = new Timestamp(early.UnixNs + (24 * 60 * Minute));
        }

        if (first is null && end is null)
        {
            problem = NotATime(Separator);
        }
        else if (end is { } stop && first is { } start && stop.CompareTo(start.At) <= 0)
        {
            problem = "The end must be after the start.";
        }

        choice = new RangeChoice(new TimeRange(first?.At, end), null);
        return problem.Length == 0;
    }

    private string NotATime(string text)
        => $"“{DisplayText.Text(text, 40)}” is not a time. Examples: -2m, {(times.SinceUnixNs is null ? "14:02, 14:02..14:05" : "+00:01:30, +00:01:30..+00:02:00")}.";

    private (Timestamp At, long LengthNs)? Moment(string text)
    {
        if (TimeWords.TryParseAgo(text, out var agoNs))
        {
            return (clock.ToTimestamp(nowBootNs - agoNs), Second);
        }

        if (Iso().Match(text) is { Success: true } iso)
        {
            var length = iso.Groups["seconds"].Success ? Second : Minute;
            return iso.Groups["zone"].Success ? Timestamp.TryParse(text, out var absolute) ? (absolute, length) : null
                : TimeOfDay.FromInput(text, times.OffsetMinutes) is { } local ? (local, length) : null;
        }

        if (times.SinceUnixNs is not null && TimeOfDay.FromInput(text, times) is { } since)
        {
            return (since, Second);
        }

        return TimeOnly().IsMatch(text) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time < TimeSpan.FromDays(1)
            ? (Latest(time), text.Count(c => c == ':') == 1 ? Minute : Second)
            : null;
    }

    /// <summary>The latest moment of this time of day that is not after now.</summary>
    private Timestamp Latest(TimeSpan time)
    {
        const long Day = 24 * 60 * Minute;
        var now = clock.ToTimestamp(nowBootNs).UnixNs;
        var shift = times.OffsetMinutes * Minute;
        var at = ((now + shift) / Day * Day) + (time.Ticks * 100) - shift;
        return new Timestamp(at > now ? at - Day : at);
    }

    [GeneratedRegex(@"^\d{1,2}:\d\d(:\d\d(\.\d{1,7})?)?$")]
    private static partial Regex TimeOnly();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?<seconds>:\d\d(\.\d{1,9})?)?(?<zone>Z|[+-]\d\d:?\d\d)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Iso();
}
