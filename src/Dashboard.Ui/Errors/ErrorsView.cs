using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Ui.Shared.Charts;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Errors;

/// <summary>Failures as the errors page shows them: a copy, made at most once a second.</summary>
public sealed record ErrorsView
{
    /// <summary>Errors that the table has; failures with rarer ones are counted in one line.</summary>
    public const int MaxErrnos = 24;

    /// <summary>Rows of the table for one error; the rest is counted in one line. Fewer when there are many errors.</summary>
    public const int MaxRowsPerErrno = 40;

    /// <summary>Rows of the table of PATH lookups.</summary>
    public const int MaxLookupRows = 50;

    /// <summary>Rows of all errors together, about: a page of thousands is neither read nor quickly sent.</summary>
    private const int MaxRows = 120;

    /// <summary>Steps of the chart: with <see cref="SeriesColours.Count"/> colours about as much as Plotly draws at ease.</summary>
    private const int MaxSteps = 100;

    /// <summary>What a live page shows of the past: the last ten minutes, which are kept by the second.</summary>
    private const long RecentNs = (FailureTimeline.MaxSteps - 10) * 1_000_000_000L;

    private const long LeastNs = 14_000_000_000;

    /// <summary>Most frequent first, those with lookups only apart.</summary>
    public required IReadOnlyList<ErrnoSection> Sections { get; init; }

    /// <summary>Errors and failures beyond <see cref="MaxErrnos"/>.</summary>
    public (int Errnos, long Failures) Rarer { get; init; }

    /// <summary>Some failures are counted without their path or name, because there were too many.</summary>
    public bool HasOthers { get; init; }

    /// <summary>Groups of PATH lookups, most frequent first; bounded by <see cref="MaxLookupRows"/>.</summary>
    public required IReadOnlyList<ErrnoGroup> LookupGroups { get; init; }

    /// <summary>Calls that returned, whatever they returned.</summary>
    public required long Total { get; init; }

    public required long Failed { get; init; }

    public required long Lookups { get; init; }

    /// <summary>Failures outside the chosen range; null when none is chosen.</summary>
    public long? FailedOutside { get; init; }

    public required FailureSeries Series { get; init; }

    /// <summary>What the chosen range has much more of than the time around it.</summary>
    public required IReadOnlyList<Overrepresented> Standouts { get; init; }

    /// <summary>Set when events before this moment would have counted, but are no longer held.</summary>
    public Timestamp? CountedSince { get; init; }

    /// <summary>The same of the chart.</summary>
    public Timestamp? DrawnSince { get; init; }

    /// <param name="all">The chart goes back to the beginning of capture.</param>
    /// <param name="paused">Where the view stands still; null while it follows.</param>
    public static ErrorsView Read(Capture capture, TimeProvider time, Filter filter, TimeRange range = default, bool all = true, PausePoint? paused = null)
    {
        var attachedAt = capture.AttachedAt;
        var figures = ErrnoFigures.Read(new QueryRun(capture.Store, time), filter, range, attachedAt, paused?.LastSeq);
        var clock = capture.Store.Clock;
        var now = clock.ToSteady(paused?.BootNs ?? clock.NowBootNs);
        var chosen = new TimeRange(Steady(clock, range.From), Steady(clock, range.To));
        var groups = figures.Inside.Groups();
        var errnos = groups.Where(g => g.Count > 0).GroupBy(g => g.Errno).OrderByDescending(e => e.Sum(g => g.Count)).ToList();
        var shown = errnos.Take(MaxErrnos).ToList();
        var rows = Math.Min(MaxRowsPerErrno, MaxRows / Math.Max(1, shown.Count));
        return new ErrorsView
        {
            Sections = [.. shown.Select(e => ErrnoSection.Of([.. e], rows))],
            Rarer = (errnos.Count - shown.Count, errnos.Skip(MaxErrnos).Sum(e => e.Sum(g => g.Count))),
            HasOthers = groups.Any(g => g.Count > 0 && (g.OtherNames || g.OtherPaths)),
            LookupGroups = [.. groups.Where(g => g.Lookups > 0).OrderByDescending(g => g.Lookups).Take(MaxLookupRows)],
            Total = figures.Inside.Total,
            Failed = figures.Inside.Failed,
            Lookups = figures.Inside.Lookups,
            FailedOutside = figures.Outside?.Failed,
            Series = OnAxis(figures.Timeline.Series(Begin(figures, attachedAt, chosen, all, now), now, MaxSteps, SeriesColours.Count), clock),
            Standouts = figures.Outside is { } outside ? RangeComparison.Of(figures.Inside, outside) : [],
            CountedSince = figures.IsExact ? null : figures.HeldSince,
            DrawnSince = figures.IsTimelineExact ? null : figures.HeldSince,
        };
    }

    /// <summary>True when a live page's chart leaves out the beginning of capture.</summary>
    public static bool IsShortened(Capture capture, long nowBootNs)
        => nowBootNs - capture.AttachedBootNs > RecentNs;

    private static Timestamp? Steady(CaptureClock clock, Timestamp? at)
        => at is { } time && clock.WasSet ? clock.ToSteady(clock.ToBootNs(time)) : at;

    private static FailureSeries OnAxis(FailureSeries series, CaptureClock clock)
        => series with { FromSeconds = series.FromSeconds + Seconds.OfShift(clock) };

    private static Timestamp Begin(ErrnoFigures figures, Timestamp attachedAt, TimeRange range, bool all, Timestamp now)
    {
        var begin = figures.IsTimelineExact ? attachedAt : figures.HeldSinceSteady;

        // A recording of a second would be one bar as wide as the page.
        begin = new Timestamp(Math.Min(begin.UnixNs, now.UnixNs - LeastNs));
        var recent = new Timestamp(Math.Max(begin.UnixNs, now.UnixNs - RecentNs));

        // A range that was chosen stays in sight, however long ago it was.
        return all || range.From?.CompareTo(recent) < 0 || range.To?.CompareTo(recent) < 0 ? begin : recent;
    }
}
