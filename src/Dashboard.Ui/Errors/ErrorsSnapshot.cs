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

/// <summary>Snapshot of the failures for the errors page, made at most once a second.</summary>
public sealed record ErrorsSnapshot
{
    /// <summary>Maximum number of errors in the table; failures with rarer errors are summed in one line.</summary>
    public const int MaxErrnos = 24;

    /// <summary>Maximum rows per error, fewer when there are many errors; the rest is summed in one line.</summary>
    public const int MaxRowsPerErrno = 40;

    /// <summary>Maximum rows in the table of PATH lookups.</summary>
    public const int MaxLookupRows = 50;

    /// <summary>Maximum rows in the table of exit codes, and in that of signals.</summary>
    public const int MaxExitRows = 60;

    /// <summary>Maximum bars.</summary>
    private const int MaxKinds = 14;

    /// <summary>Approximate limit on rows of all errors together; thousands of rows are slow to send.</summary>
    private const int MaxRows = 120;

    /// <summary>Chart steps: times <see cref="SeriesColours.Count"/> series, about what Plotly draws without delay.</summary>
    private const int MaxSteps = 100;

    /// <summary>A live page shows the last ten minutes, which are kept per second.</summary>
    private const long RecentNs = (FailureTimeline.MaxSteps - 10) * 1_000_000_000L;

    private const long MinNs = 14_000_000_000;

    /// <summary>Most frequent first, without errors that occurred only in PATH lookups.</summary>
    public required IReadOnlyList<ErrnoSection> Sections { get; init; }

    /// <summary>Number of errors beyond <see cref="MaxErrnos"/>, and of their failures.</summary>
    public (int Errnos, long Failures) Rarer { get; init; }

    /// <summary>Some failures are counted without path or name because there were too many distinct ones.</summary>
    public bool HasOthers { get; init; }

    /// <summary>Groups of PATH lookups, most frequent first; bounded by <see cref="MaxLookupRows"/>.</summary>
    public required IReadOnlyList<ErrnoGroup> LookupGroups { get; init; }

    /// <summary>Exits with a code above 0, most frequent first; bounded by <see cref="MaxExitRows"/>.</summary>
    public required IReadOnlyList<ExitGroup> ExitGroups { get; init; }

    /// <summary>The same for exits by a signal.</summary>
    public required IReadOnlyList<ExitGroup> SignalGroups { get; init; }

    /// <summary>"ENOENT", "exit 1", "SIGKILL": most frequent first; bounded by <see cref="MaxKinds"/>.</summary>
    public required IReadOnlyList<(string Name, long Count)> Kinds { get; init; }

    /// <summary>Everything that is <c>is:failed</c>: failed calls and failed exits.</summary>
    public long Failures => Failed + FailedExits;

    /// <summary>Execs and forks that returned, successful or not.</summary>
    public required long Total { get; init; }

    /// <summary>Failed execs and forks, without PATH lookups.</summary>
    public required long Failed { get; init; }

    /// <summary>All exits.</summary>
    public required long Exits { get; init; }

    /// <summary>Exits by a signal or with a code above 0.</summary>
    public required long FailedExits { get; init; }

    /// <summary>Exits by a signal.</summary>
    public required long Killed { get; init; }

    public required long Lookups { get; init; }

    /// <summary>Failures outside the chosen range; null when none is chosen.</summary>
    public long? FailedOutside { get; init; }

    public required FailureSeries Series { get; init; }

    /// <summary>What is overrepresented in the chosen range compared with the time outside it.</summary>
    public required IReadOnlyList<Overrepresented> Standouts { get; init; }

    /// <summary>Set when earlier events would have counted but have been evicted.</summary>
    public Timestamp? CountedSince { get; init; }

    /// <summary>The same for the chart.</summary>
    public Timestamp? DrawnSince { get; init; }

    /// <param name="all">True: without a range, the chart starts at the beginning of capture.</param>
    /// <param name="paused">The pause point; null while live.</param>
    public static ErrorsSnapshot Read(Capture capture, TimeProvider time, Filter filter, TimeRange range = default, bool all = true, PausePoint? paused = null)
    {
        var attachedAt = capture.AttachedAt;
        var figures = FailureFigures.Read(new QueryRun(capture.Store, time), filter, range, attachedAt, paused?.LastSeq);
        var clock = capture.Store.Clock;
        var now = clock.ToSteady(paused?.BootNs ?? capture.NowBootNs);
        var chosen = new TimeRange(Steady(clock, range.From), Steady(clock, range.To));
        var axis = Axis(figures, attachedAt, chosen, all, now);
        var groups = figures.Inside.Groups();
        var errnos = groups.Where(g => g.Count > 0).GroupBy(g => g.Errno).OrderByDescending(e => e.Sum(g => g.Count)).ToList();
        var shown = errnos.Take(MaxErrnos).ToList();
        var exits = figures.Exits.Groups();
        var rows = Math.Min(MaxRowsPerErrno, MaxRows / Math.Max(1, shown.Count));
        return new ErrorsSnapshot
        {
            Sections = [.. shown.Select(e => ErrnoSection.Of([.. e], rows))],
            Rarer = (errnos.Count - shown.Count, errnos.Skip(MaxErrnos).Sum(e => e.Sum(g => g.Count))),
            HasOthers = groups.Any(g => g.Count > 0 && (g.OtherNames || g.OtherPaths)),
            LookupGroups = [.. groups.Where(g => g.Lookups > 0).OrderByDescending(g => g.Lookups).Take(MaxLookupRows)],
            ExitGroups = [.. exits.Where(g => g.Signal is null).Take(MaxExitRows)],
            SignalGroups = [.. exits.Where(g => g.Signal is not null).Take(MaxExitRows)],
            Kinds = [.. KindsOf(errnos.Select(e => (e.Key ?? "?", e.Sum(g => g.Count))), exits)],
            Exits = figures.Exits.Total,
            FailedExits = figures.Exits.Failed,
            Killed = figures.Exits.Killed,
            Total = figures.Inside.Total,
            Failed = figures.Inside.Failed,
            Lookups = figures.Inside.Lookups,
            FailedOutside = figures.Outside?.Failed,
            Series = OnAxis(figures.Timeline.Series(axis.From!.Value, axis.To!.Value, MaxSteps, SeriesColours.Count), clock),
            Standouts = figures.Outside is { } outside ? RangeComparison.Of(figures.Inside, outside) : [],
            CountedSince = figures.IsExact ? null : figures.HeldSince,
            DrawnSince = figures.IsTimelineExact ? null : figures.HeldSince,
        };
    }

    /// <summary>True when the chart of a live page omits the beginning of capture.</summary>
    public static bool IsShortened(Capture capture, long nowBootNs)
        => nowBootNs - capture.AttachedBootNs > RecentNs;

    private static IEnumerable<(string Name, long Count)> KindsOf(IEnumerable<(string, long)> errnos, IReadOnlyList<ExitGroup> exits)
        => errnos.Concat(exits.GroupBy(FailureKinds.NameOf).Select(kind => (kind.Key, kind.Sum(g => g.Count))))
            .OrderByDescending(kind => kind.Item2).ThenBy(kind => kind.Item1, StringComparer.Ordinal).Take(MaxKinds);

    private static Timestamp? Steady(CaptureClock clock, Timestamp? at)
        => at is { } time && clock.WasSet ? clock.ToSteady(clock.ToBootNs(time)) : at;

    private static FailureSeries OnAxis(FailureSeries series, CaptureClock clock)
        => series with { FromSeconds = series.FromSeconds + Seconds.OfShift(clock) };

    /// <summary>What the chart shows: the chosen range as far as there are figures, or everything, or the last minutes of it.</summary>
    private static TimeRange Axis(FailureFigures figures, Timestamp attachedAt, TimeRange range, bool all, Timestamp now)
    {
        var begin = figures.IsTimelineExact ? attachedAt : figures.HeldSinceSteady;
        if (!range.IsEverything)
        {
            // The end of a range is not in it, and a second of its own would be empty.
            var shown = range.Within(begin, new Timestamp(now.UnixNs + 1));
            return shown with { To = new Timestamp(shown.To!.Value.UnixNs - 1) };
        }

        // A one-second recording would otherwise be a single bar across the page.
        begin = new Timestamp(Math.Min(begin.UnixNs, now.UnixNs - MinNs));
        return new TimeRange(all ? begin : new Timestamp(Math.Max(begin.UnixNs, now.UnixNs - RecentNs)), now);
    }
}
