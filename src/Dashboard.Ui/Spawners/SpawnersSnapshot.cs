using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Spawners;

/// <summary>Snapshot of which program starts which, made at most once a second.</summary>
/// <param name="FromBootNs">The beginning on CLOCK_BOOTTIME; the wall clock may have been set since.</param>
/// <param name="NowBootNs">The displayed moment.</param>
/// <param name="IsOnePiece">False when the period may have several pieces: <see cref="SpawnFigures.IsOnePiece"/>.</param>
/// <param name="Starts">Number of starts in all groups.</param>
/// <param name="Unseen">Processes born in the period whose fork was not seen.</param>
/// <param name="GroupCount">Total number of groups.</param>
/// <param name="Groups">The first groups, at most <see cref="MaxGroups"/>.</param>
public sealed record SpawnersSnapshot(
    Timestamp From, Timestamp To, long FromBootNs, long ToBootNs, long NowBootNs, bool IsOnePiece,
    int Starts, int Unseen, int GroupCount, IReadOnlyList<SpawnGroup> Groups)
{
    /// <summary>Maximum rows of the table; a filter can show others.</summary>
    public const int MaxGroups = 100;

    public const string Sort = "sort";

    /// <param name="nowBootNs">Now, or the pause point.</param>
    public static SpawnersSnapshot Read(Capture capture, TimeProvider time, Filter filter, TimeRange range, SpawnOrder order, long nowBootNs)
    {
        var figures = SpawnFigures.Read(new QueryRun(capture.Store, time), filter, range, capture.AttachedBootNs, nowBootNs);
        return new SpawnersSnapshot(
            figures.From, figures.To, figures.FromBootNs, figures.ToBootNs, nowBootNs, figures.IsOnePiece,
            figures.Starts, figures.Unseen, figures.GroupCount, figures.Top(order, MaxGroups));
    }

    public static SpawnOrder ReadOrder(UrlState url) => url.Get(Sort) switch
    {
        "failed" => SpawnOrder.Failed,
        "cpu" => SpawnOrder.Cpu,
        _ => SpawnOrder.Starts,
    };

    public static string? SortValue(SpawnOrder order) => order switch
    {
        SpawnOrder.Failed => "failed",
        SpawnOrder.Cpu => "cpu",
        _ => null,
    };
}
