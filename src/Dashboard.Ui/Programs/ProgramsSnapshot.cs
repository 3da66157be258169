using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Programs;

namespace Dashboard.Ui.Programs;

/// <summary>Snapshot of the totals by program, made at most once a second.</summary>
/// <param name="Runs">Processes that began to run a program in this time.</param>
/// <param name="Already">Processes that ran one already when it began.</param>
/// <param name="Failed">How many of them match <c>is:failed</c>.</param>
/// <param name="Others">Processes of programs beyond the limit, which are in no total.</param>
/// <param name="Count">Number of programs.</param>
/// <param name="Programs">The first programs, at most <see cref="MaxRows"/>.</param>
public sealed record ProgramsSnapshot(
    Timestamp From, Timestamp To, long FromBootNs, int Runs, int Already, int Failed, int Others, int Count, IReadOnlyList<ProgramTotals> Programs)
{
    /// <summary>Maximum rows of the table; a filter can show others.</summary>
    public const int MaxRows = 200;

    /// <param name="nowBootNs">Now, or the pause point.</param>
    public static ProgramsSnapshot Read(Capture capture, TimeProvider time, Filter filter, TimeRange range, ProgramOrder order, long nowBootNs)
    {
        var figures = ProgramFigures.Read(new QueryRun(capture.Store, time), filter, range, capture.AttachedBootNs, nowBootNs);
        return new ProgramsSnapshot(
            figures.From, figures.To, figures.FromBootNs, figures.Runs, figures.Already, figures.Failed, figures.Others, figures.Count, figures.Top(order, MaxRows));
    }
}
