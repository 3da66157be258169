using Dashboard.Core.Feeds;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Overview;

/// <summary>The time that the figures of the overview cover, in words.</summary>
/// <param name="Window">Of programs, failures, starters and storms: "in the last 5 minutes".</param>
/// <param name="Latest">Of ended processes: "in the last minute".</param>
public sealed record OverviewPeriod(string Window, string Latest)
{
    public static OverviewPeriod Of(RecentFigures figures, Capture capture)
    {
        var all = capture.Command is not null ? "in this run" : capture.Store.Clock.Frozen ? "in this recording" : "since capture began";
        if (Covers(capture))
        {
            var whole = figures.FromBootNs > capture.AttachedBootNs ? Last(figures.NowBootNs - figures.FromBootNs) : all;
            return new OverviewPeriod(whole, whole);
        }

        return new OverviewPeriod(
            Period(figures.FromBootNs, RecentFigures.WindowNs, "in the last 5 minutes"),
            Period(figures.LatestFromBootNs, RecentFigures.LatestNs, "in the last minute"));

        string Period(long fromBootNs, long lengthNs, string text)
            => figures.NowBootNs - fromBootNs >= lengthNs ? text : fromBootNs <= capture.AttachedBootNs ? $"{all}{Ago(figures.NowBootNs - fromBootNs)}" : Last(figures.NowBootNs - fromBootNs);
    }

    /// <summary>True where the figures are those of the whole capture: it does not go on, or has one command to show.</summary>
    public static bool Covers(Capture capture) => !capture.IsLive || capture.Command is not null;

    /// <summary>", 2 m ago", ", 40 s ago": in steps, so that a heading does not change each second; "" for less than ten seconds.</summary>
    private static string Ago(long ns)
    {
        var seconds = ns / 1_000_000_000;
        return seconds < 10 ? "" : seconds < 60 ? $", {seconds / 10 * 10} s ago" : $", {seconds / 60} m ago";
    }

    private static string Last(long ns) => $"in the last {Durations.Age(ns)}";
}
