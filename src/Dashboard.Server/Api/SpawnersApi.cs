using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Server.Api;

/// <summary>/spawners.</summary>
internal static class SpawnersApi
{
    public static void MapSpawners(this IEndpointRouteBuilder api)
        => FilteredRange.MapSorted(api, "/spawners", QueryInput.Order, (run, asked, order, most) =>
            {
                var figures = SpawnFigures.Read(run, asked.Filter, asked.Range, asked.Capture.AttachedBootNs, asked.NowBootNs);
                return new SpawnersResponse(
                    figures.From, figures.To, figures.Starts, figures.Unseen, figures.GroupCount,
                    [.. figures.Top(order, most).Select(SpawnerResponse.From)], asked.ArgsIncomplete);
            })
            .WithName("ListSpawners").WithSummary("Who keeps starting what: parents by what they start.");
}
