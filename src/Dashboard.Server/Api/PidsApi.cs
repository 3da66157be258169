using Dashboard.Core.Feeds;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>/pids/{pid}.</summary>
internal static class PidsApi
{
    public static void MapPids(this IEndpointRouteBuilder api)
        => api.MapGet("/pids/{pid}", (Capture capture, string pid) =>
            {
                var number = QueryInput.Pid(pid);
                return capture.Store.Read(view => From(number, view.Processes.Lives(number)));
            })
            .TakesQuery()
            .WithName("GetPid").WithSummary("All lives of a pid number, each with its images.")
            .Produces<ApiError>(StatusCodes.Status400BadRequest);

    private static PidResponse From(int pid, PidLives? lives)
    {
        var rows = new List<LifeResponse>();
        ProcessRecord? before = null;
        foreach (var life in lives?.Lives ?? [])
        {
            rows.Add(new LifeResponse(
                life.Id, life.Life, life.Start, life.Exit?.Time, ReuseGapNs(before, life), life.Comm, life.State,
                ExitResponse.From(life.Exit), ImageResponse.From(life.Images)));
            before = life;
        }

        return new PidResponse(pid, lives?.Count ?? 0, rows);
    }

    /// <summary>An exit that was concluded from the reuse itself would make a gap of nothing.</summary>
    private static long? ReuseGapNs(ProcessRecord? before, ProcessRecord life)
        => before?.Exit is { } exit && before.Inferred?.Any(field => field.StartsWith("exit", StringComparison.Ordinal)) != true
            ? Math.Max(0, life.Id.StartNs - exit.BootNs)
            : null;
}
