using Dashboard.Core.Feeds;
using Dashboard.Core.Redaction;

namespace Dashboard.Server.Api;

/// <summary>/secrets.</summary>
internal static class SecretsApi
{
    public static void MapSecrets(this IEndpointRouteBuilder api)
        => api.MapGet("/secrets", (Capture capture) => Read(capture))
            .TakesQuery()
            .WithName("ListSecrets").WithSummary("Which programs had secrets in their arguments, by rule and starter, since capture began. The secrets themselves are nowhere.");

    private static SecretsResponse Read(Capture capture)
    {
        var (total, groups) = capture.Store.Read(view => (view.Secrets.Total, view.Secrets.Groups()));
        return new SecretsResponse(NameOf(capture.Redaction?.Level), total, [.. groups.Select(SecretResponse.From)]);
    }

    private static string? NameOf(RedactionLevel? level) => level switch
    {
        RedactionLevel.Off => "off",
        RedactionLevel.Default => "default",
        RedactionLevel.Strict => "strict",
        _ => null,
    };
}
