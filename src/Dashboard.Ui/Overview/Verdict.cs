using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Overview;

/// <summary>What happened, in one or two sentences. What makes the figures doubtful comes first.</summary>
/// <param name="Doubt">Records were lost, or capture has stopped; null when nothing is known to be missing.</param>
/// <param name="Command">Of `dashboard run`: how the command ended, and what failed first; else null.</param>
/// <param name="IsQuiet">Nothing failed, and there is no storm; never said of what a filter selects.</param>
public sealed record Verdict(string? Doubt, Sentence? Command, string Text, bool IsQuiet)
{
    private const int MaxNames = 3;
    private const int MaxFilter = 80;

    /// <param name="command">Of `dashboard run`, once its process is known.</param>
    public static Verdict Of(RecentFigures figures, CommandFigures? command, OverviewPeriod period, Capture capture, TimeDisplay times, Filter filter)
    {
        var ended = Ended(figures, period);
        var storms = figures.Storms.Count == 0 ? "" : $" {Storms(figures, period)}";
        var quiet = figures.FailedPrograms == 0 && figures.Storms.Count == 0 && filter.IsEverything;
        var text = command is not null ? $"{ended}{storms}"
            : figures.FailingPrograms > 0 ? $"{Failing(figures, OverviewPeriod.Covers(capture))} {ended}{storms}"
            : figures.FailedPrograms > 0 ? $"{DisplayText.Count(figures.FailedPrograms, "program", "programs")} failed {period.Window}. {ended}{storms}"
            : $"{(quiet && capture.IsLive && capture.Command is null ? "All quiet. " : "")}{ended}{storms}";
        return new Verdict(DoubtOf(figures, period, capture, times), command is null ? null : OfCommand(capture.Command!, command), Under(filter, figures, period, text), quiet);
    }

    /// <summary>The same of what a filter selects: "Of what matches “comm:sh”: no process ended in the last minute.".</summary>
    private static string Under(Filter filter, RecentFigures figures, OverviewPeriod period, string text)
    {
        if (filter.IsEverything)
        {
            return text;
        }

        var typed = $"“{DisplayText.Text(filter.Text, MaxFilter)}”";
        return figures.Programs.Count == 0 ? $"Nothing matches {typed} {period.Window}." : $"Of what matches {typed}: {char.ToLowerInvariant(text[0])}{text[1..]}";
    }

    /// <summary>"make ended: exit 2, 2.8 s. What failed: cc1 (31), exit 1; then its parents cc (30) and make (29)."</summary>
    private static Sentence OfCommand(OneCommand command, CommandFigures figures)
    {
        var cause = CommandText.Cause(figures);
        return $"{DisplayText.Name(command.Name)} {CommandText.Of(figures)}.{(cause is null ? "" : " ")}{cause}";
    }

    /// <summary>"3 programs are failing: cron, sh, job."</summary>
    /// <param name="isOver">Of a recording or a run: what failed then need not fail now.</param>
    private static string Failing(RecentFigures figures, bool isOver)
    {
        var names = figures.Failing.Where(f => f.IsFailing).Select(f => FailingText.Name(f.Pair)).Distinct().ToList();
        var more = figures.FailingPrograms > MaxNames || names.Count > MaxNames ? " …" : "";
        return $"{(isOver ? $"{DisplayText.Count(figures.FailingPrograms, "program", "programs")} failed repeatedly" : $"{DisplayText.Count(figures.FailingPrograms, "program is", "programs are")} failing")}: {string.Join(", ", names.Take(MaxNames))}{(more.Length > 0 ? more : ".")}";
    }

    private static string Ended(RecentFigures figures, OverviewPeriod period)
        => figures.Ended == 0 ? $"No process ended {period.Latest}."
            : $"{DisplayText.Count(figures.Ended, "process", "processes")} ended {period.Latest}, {(figures.EndedFailed == 0 ? "none failed" : $"{DisplayText.Count(figures.EndedFailed)} of them failed")}.";

    /// <summary>"1 storm in the last 5 minutes: 300 × true by sh (200)."</summary>
    private static string Storms(RecentFigures figures, OverviewPeriod period)
    {
        var first = figures.Storms[0];
        return $"{(figures.Storms.Count == 1 ? "1 storm" : $"{figures.Storms.Count} storms")} {period.Window}: {DisplayText.Count(first.Count)} × {DisplayText.Name(first.Comm)} by {DisplayText.Process(first.Parent)}.";
    }

    private static string? DoubtOf(RecentFigures figures, OverviewPeriod period, Capture capture, TimeDisplay times)
    {
        var clock = capture.Store.Clock;
        var stopped = capture.HasFailed ? $"Capture has stopped: the figures are as of {TimeOfDay.Seconds(clock.ToTimestamp(clock.LastEventBootNs), times)}." : null;
        var lost = figures.Losses.Sum(band => band.Count);
        var missing = lost == 0 ? null : $"{DisplayText.Count(lost, "record was", "records were")} lost {period.Window}: processes may be missing here.";
        return stopped is null ? missing : missing is null ? stopped : $"{stopped} {missing}";
    }
}
