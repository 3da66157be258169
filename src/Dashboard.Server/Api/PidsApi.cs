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
        // Newest first: when the response gets too large, the older lives lose their arguments.
        var (all, rows, bytes) = (lives?.Lives ?? [], new List<LifeResponse>(), 0L);
        for (var i = all.Count - 1; i >= 0; i--)
        {
            var life = all[i];
            var images = bytes < ResponseSize.MaxPage ? ImageResponse.From(life.Images) : ImageResponse.WithoutArgs(life.ImagesWithoutArgs);
            bytes += ResponseSize.Of(images);
            rows.Add(new LifeResponse(
                life.Id, life.Life, life.Start, life.Exit?.Time, ReuseGapNs(i > 0 ? all[i - 1] : null, life), life.Comm, life.State,
                ExitResponse.From(life.Exit), images));
        }

        rows.Reverse();
        return new PidResponse(pid, lives?.Count ?? 0, rows);
    }

    /// <summary>An exit that was inferred from the reuse itself would give a gap of 0, so it gives null.</summary>
    private static long? ReuseGapNs(ProcessRecord? before, ProcessRecord life)
        => before?.Exit is { } exit && (before.Inferred & (InferredFields.Exit | InferredFields.ExitTime)) == 0
            ? Math.Max(0, life.Id.StartNs - exit.BootNs)
            : null;
}
