using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;

namespace Dashboard.Server.Api;

/// <summary>What just happened: the figures of the page Overview. Of a recording and of one command, those of the whole capture.</summary>
/// <param name="From">Start of the time for programs, failures, starters and storms: five minutes ago, or since when every process is held.</param>
/// <param name="LatestFrom">Start of the time for ended processes: one minute ago.</param>
/// <param name="To">Now; of a recording its end.</param>
/// <param name="Ended">Processes that ended since latestFrom.</param>
/// <param name="EndedFailed">How many of them match is:failed.</param>
/// <param name="FailedPrograms">Programs, by name, with a failure since from.</param>
/// <param name="FailingPrograms">How many of them are failing.</param>
/// <param name="Failing">The first of them, each under its starter: those that are failing, the most failures first, then the others; crashes first of each.</param>
/// <param name="RecentlyEnded">Newest first.</param>
/// <param name="Programs">The first by runs; /programs has all.</param>
/// <param name="Spawners">The first by starts; /spawners has all.</param>
/// <param name="Storms">Many short lives of one parent with one name: the last ones.</param>
/// <param name="Lost">Records lost since from.</param>
public sealed record OverviewResponse(
    Timestamp From, Timestamp LatestFrom, Timestamp To, int Ended, int EndedFailed, int FailedPrograms, int FailingPrograms,
    IReadOnlyList<FailingResponse> Failing, IReadOnlyList<EndedResponse> RecentlyEnded, IReadOnlyList<ProgramResponse> Programs,
    IReadOnlyList<SpawnerResponse> Spawners, IReadOnlyList<Storm> Storms, long Lost)
{
    private const int MaxPrograms = 8;

    internal static OverviewResponse Of(RecentFigures figures, Timestamp latestFrom) => new(
        figures.From, latestFrom, figures.To, figures.Ended, figures.EndedFailed, figures.FailedPrograms, figures.FailingPrograms,
        [.. figures.Failing.Select(FailingResponse.From)], [.. figures.Newest.Select(EndedResponse.From)],
        [.. figures.Programs.Top(default, MaxPrograms).Select(ProgramResponse.From)], [.. figures.Spawners.Select(SpawnerResponse.From)],
        figures.Storms, figures.Losses.Sum(band => band.Count));
}
