using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;

namespace Dashboard.Ui.Shared.Url;

/// <summary>View options of the timeline, from the URL.</summary>
public sealed record TimelineOptions
{
    public const string Span = "span";
    public const string Group = "group";
    public const string Zoom = "zoom";
    public const string Path = "path";
    public const string Quiet = "quiet";
    public const string Clock = "tz";
    public const string Charts = "charts";
    public const string All = "all";
    public const string Utc = "utc";
    public const string Since = "since";

    /// <summary>Default span of a live timeline.</summary>
    public const long DefaultSpanNs = 60_000_000_000;

    public TimelineGrouping Grouping { get; private init; }

    /// <summary>Root of the displayed subtree.</summary>
    public ProcessId? ZoomRoot { get; private init; }

    /// <summary>Root of the subtree whose critical path is shown.</summary>
    public ProcessId? PathRoot { get; private init; }

    /// <summary>Include processes without an event in the range.</summary>
    public bool WithQuiet { get; private init; }

    /// <summary>"utc", "since", or null for the viewer's own time of day.</summary>
    public string? TimeZone { get; private init; }

    public bool WithCharts { get; private init; }

    /// <summary>Fold many ended children with the same name into one row, as in the tree. A critical path needs each process.</summary>
    public bool FoldsStorms { get; private init; }

    public static TimelineOptions Read(UrlState url) => new()
    {
        Grouping = Enum.TryParse<TimelineGrouping>(url.Get(Group), ignoreCase: true, out var group) && Enum.IsDefined(group) ? group : TimelineGrouping.Tree,
        ZoomRoot = ProcessId.TryParse(url.Get(Zoom), out var zoom) ? zoom : null,
        PathRoot = ProcessId.TryParse(url.Get(Path), out var path) ? path : null,
        WithQuiet = url.Get(Quiet) == "1",
        TimeZone = url.Get(Clock) is Utc or Since ? url.Get(Clock) : null,
        WithCharts = url.Get(Charts) != "0",
        FoldsStorms = url.Get(ViewOptions.Storms) != ViewOptions.Open,
    };

    /// <summary>
    /// The range where none is chosen: the last minute of a live machine, all of a recording and of the capture of one
    /// command. span=SECONDS and span=all of older links say another.
    /// </summary>
    /// <param name="showsAll">A recording, or the capture of one command.</param>
    public static RangeChoice DefaultRange(UrlState url, bool showsAll)
    {
        var span = url.Get(Span);
        return span == All || (span is null && showsAll)
            ? default
            : RangeChoice.Last(double.TryParse(span, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
                ? (long)(Math.Min(seconds, 86_400) * 1e9)
                : DefaultSpanNs);
    }

    /// <summary>The visible range on the boot clock.</summary>
    /// <param name="moves">False when no event can follow: a recording, or a command that has ended.</param>
    public static TimelineWindow Window(RangeChoice choice, CaptureClock clock, long startNs, long nowNs, bool moves)
    {
        // Where no time follows, a longer range than the capture is the whole of it.
        if (choice.LastNs is { } ns && (moves || ns < nowNs - startNs))
        {
            return new TimelineWindow(nowNs - Math.Max(TimelineWindow.MinNs, ns), nowNs, moves ? WindowMotion.Follows : WindowMotion.Still);
        }

        if (choice.IsWhole || choice.LastNs is not null)
        {
            // A growing range needs no margin at its end.
            var margin = moves ? 0 : (nowNs - startNs) / 40;
            return new TimelineWindow(startNs - margin, nowNs + margin, moves ? WindowMotion.Grows : WindowMotion.Still);
        }

        var from = choice.Fixed.From is { } first ? clock.ToBootNs(first) : startNs;
        var to = choice.Fixed.To is { } last ? clock.ToBootNs(last) : nowNs;
        return new TimelineWindow(Math.Min(from, to - TimelineWindow.MinNs), to, WindowMotion.Still).Within(startNs, nowNs);
    }
}
