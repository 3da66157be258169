using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Url;

/// <summary>
/// The range of time of all pages, in the URL: from= and to= as in the HTTP API, or last=5m, which moves on, or last=all.
/// </summary>
public static class UrlRange
{
    public const string From = "from";
    public const string To = "to";
    public const string Last = "last";

    /// <summary>More than a pointer can tell apart on a screen.</summary>
    private const int DragSteps = 1_000;

    /// <summary>A hundred years: the browser's numbers are checked as all others.</summary>
    private const double MaxBootSeconds = 3.2e9;

    /// <summary>The whole capture, where a page would show less by default.</summary>
    public const string All = "all";

    /// <summary>The chosen range; null when none is chosen and each page shows its default.</summary>
    public static RangeChoice? Choice(UrlState url, CaptureClock clock, long nowBootNs)
    {
        if (url.Get(Last) is { } last)
        {
            if (last == All)
            {
                return default(RangeChoice);
            }

            if (TimeWords.TryParseSpan(last, out var ns) && ns > 0)
            {
                return RangeChoice.Last(ns);
            }
        }

        if (url.Get(To) is null && TimeWords.TryParseAgo(url.Get(From), out var agoNs) && agoNs > 0)
        {
            return RangeChoice.Last(agoNs);
        }

        var range = new TimeRange(Moment(url.Get(From), clock, nowBootNs), Moment(url.Get(To), clock, nowBootNs));
        return range.IsEverything ? null : new RangeChoice(range, null);
    }

    /// <summary>The chosen range as it is now; everything when none is chosen.</summary>
    public static TimeRange Read(UrlState url, CaptureClock clock, long nowBootNs) => Choice(url, clock, nowBootNs)?.At(clock, nowBootNs) ?? default;

    /// <summary>True for a range with an end that is counted from now.</summary>
    public static bool Moves(UrlState url)
        => url.Get(Last) is not (null or All) || TimeWords.TryParseAgo(url.Get(From), out _) || TimeWords.TryParseAgo(url.Get(To), out _);

    /// <summary>Writes a range with fixed ends; everything removes it.</summary>
    public static void Write(UrlState url, TimeRange range) => Choose(url, range.IsEverything ? null : new RangeChoice(range, null));

    /// <summary>Writes a range that was dragged, in seconds of the boot clock, rounded to the precision of a pointer. Without an end it is open.</summary>
    public static void Write(UrlState url, CaptureClock clock, double fromSeconds, double? toSeconds)
    {
        if (!double.IsFinite(fromSeconds) || !double.IsFinite(toSeconds ?? 0))
        {
            return;
        }

        var from = clock.ToTimestamp(Ns(fromSeconds)).UnixNs;
        var to = toSeconds is { } end ? clock.ToTimestamp(Math.Max(Ns(end), Ns(fromSeconds) + 1)).UnixNs : (long?)null;
        var step = to is { } last ? TimeAxis.StepNs(Math.Max(1, last - from), DragSteps) : 1;
        Write(url, new TimeRange(new Timestamp(from / step * step), to is { } until ? new Timestamp((until + step - 1) / step * step) : null));

        static long Ns(double seconds) => (long)(Math.Clamp(seconds, 0, MaxBootSeconds) * 1e9);
    }

    /// <summary>Writes a range; null removes it, and each page shows its default.</summary>
    public static void Choose(UrlState url, RangeChoice? choice)
        => url.Set(
            (From, Address(choice?.Fixed.From)),
            (To, Address(choice?.Fixed.To)),
            (Last, choice switch
            {
                { LastNs: { } ns } => TimeWords.Span(ns),
                { IsWhole: true } => All,
                _ => null,
            }));

    /// <summary>The time in URL format; null for none.</summary>
    public static string? Address(Timestamp? at) => at is { } moment ? TimeOfDay.Address(moment) : null;

    /// <summary>A time before now is rounded to the second, so that it changes at most once a second.</summary>
    private static Timestamp? Moment(string? text, CaptureClock clock, long nowBootNs)
        => TimeWords.TryParseAgo(text, out var agoNs) ? RangeChoice.Last(agoNs).At(clock, nowBootNs).From
            : Timestamp.TryParse(text, out var at) ? at : null;
}
