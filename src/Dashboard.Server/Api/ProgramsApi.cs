using Dashboard.Core.Statistics.Programs;

namespace Dashboard.Server.Api;

/// <summary>/programs.</summary>
internal static class ProgramsApi
{
    public static void MapPrograms(this IEndpointRouteBuilder api)
        => FilteredRange.MapSorted(api, "/programs", QueryInput.Programs, (run, asked, order, most) =>
            {
                var figures = ProgramFigures.Read(run, asked.Filter, asked.Range, asked.Capture.AttachedBootNs, asked.NowBootNs);
                return new ProgramsResponse(
                    figures.From, figures.To, figures.Runs, figures.Already, figures.Failed, figures.Others, figures.Count,
                    [.. figures.Top(order, most).Select(ProgramResponse.From)], asked.ArgsIncomplete);
            })
            .WithName("ListPrograms").WithSummary("Totals by program: runs, failures, lifetimes, CPU and memory. sort takes runs (without it), failed, cpu, median, p95, sum or name.");
}
