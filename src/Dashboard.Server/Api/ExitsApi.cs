namespace Dashboard.Server.Api;

/// <summary>/exits.</summary>
internal static class ExitsApi
{
    public static void MapExits(this IEndpointRouteBuilder api)
        => FilteredRange.Map(api, "/exits", (run, asked) =>
            {
                var (figures, from, to) = asked.Failures(run);
                return new ExitsResponse(
                    from, to, figures.Exits.Total, figures.Exits.Failed, figures.Exits.Killed, figures.Exits.Groups(), asked.ArgsIncomplete);
            })
            .WithName("CountExits").WithSummary("Failed exits, grouped by exit code or signal, program, starter and sender.");
}
