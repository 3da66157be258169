using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Core.Statistics;

namespace Dashboard.Ui.State;

/// <summary>Who starts what, as the page shows it: a copy, made at most once a second.</summary>
/// <param name="FromBootNs">The beginning on CLOCK_BOOTTIME; the wall clock may have been set since.</param>
/// <param name="NowBootNs">The moment that the page shows.</param>
/// <param name="IsOnePiece">False where the counted time may be in several pieces: <see cref="SpawnFigures.IsOnePiece"/>.</param>
/// <param name="Starts">In all groups.</param>
/// <param name="Unseen">Births of the counted time whose fork was not seen.</param>
/// <param name="GroupCount">Groups in all.</param>
/// <param name="Groups">The first of them; bounded by <see cref="MaxGroups"/>.</param>
public sealed record SpawnersView(
    Timestamp From, Timestamp To, long FromBootNs, long ToBootNs, long NowBootNs, bool IsOnePiece,
    int Starts, int Unseen, int GroupCount, IReadOnlyList<SpawnGroup> Groups)
{
    /// <summary>Rows of the table: a filter brings up others.</summary>
    public const int MaxGroups = 100;

    public const string Sort = "sort";

    /// <param name="nowBootNs">Where the view stands: now, or where it was paused.</param>
    public static SpawnersView Read(Capture capture, TimeProvider time, Filter filter, TimeRange range, SpawnOrder order, long nowBootNs)
    {
        var figures = SpawnFigures.Read(new QueryRun(capture.Store, time), filter, range, capture.AttachedBootNs, nowBootNs);
        return new SpawnersView(
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
