using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Timeline;

namespace Dashboard.Ui.Shared.Url;

/// <summary>View options of the timeline, from the URL.</summary>
public sealed record TimelineOptions
{
    public const string From = "from";
    public const string To = "to";
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

    public static TimelineOptions Read(UrlState url) => new()
    {
        Grouping = Enum.TryParse<TimelineGrouping>(url.Get(Group), ignoreCase: true, out var group) && Enum.IsDefined(group) ? group : TimelineGrouping.Tree,
        ZoomRoot = ProcessId.TryParse(url.Get(Zoom), out var zoom) ? zoom : null,
        PathRoot = ProcessId.TryParse(url.Get(Path), out var path) ? path : null,
        WithQuiet = url.Get(Quiet) == "1",
        TimeZone = url.Get(Clock) is Utc or Since ? url.Get(Clock) : null,
        WithCharts = url.Get(Charts) != "0",
    };

    /// <summary>The range from the URL; by default the last minute, or all of a recording.</summary>
    public static TimelineWindow Window(UrlState url, CaptureClock clock, long startNs, long nowNs, bool live)
    {
        if (Timestamp.TryParse(url.Get(From), out var from) && Timestamp.TryParse(url.Get(To), out var to) && to.UnixNs > from.UnixNs)
        {
            return new TimelineWindow(clock.ToBootNs(from), clock.ToBootNs(to), WindowMotion.Still).Within(startNs, nowNs);
        }

        var span = url.Get(Span);
        if (span == All || (span is null && !live))
        {
            // A growing range needs no margin at its end.
            var margin = live ? 0 : (nowNs - startNs) / 40;
            return new TimelineWindow(startNs - margin, nowNs + margin, live ? WindowMotion.Grows : WindowMotion.Still);
        }

        var ns = double.TryParse(span, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? (long)(Math.Min(seconds, 86_400) * 1e9)
            : DefaultSpanNs;
        return new TimelineWindow(nowNs - Math.Max(TimelineWindow.MinNs, ns), nowNs, live ? WindowMotion.Follows : WindowMotion.Still);
    }
}
