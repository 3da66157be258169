using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Server.Tests.Security.FrontDoor;

public sealed class FrontDoorTests(DoorServer door) : IClassFixture<DoorServer>
{
    /// <summary>Properties of a JSON response that are public before a login: the refusal, and the health status.</summary>
    private static readonly string[] PublicProperties = ["error", "hint", "status"];

    public static TheoryData<string> Lines => [.. DoorTable.Rows.Select(r => r.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Request_OfTheTable_HasItsStatusAndNoDataBeforeLogin(string line)
    {
        var row = DoorRow.Parse(line);

        var answer = await door.AskAsync(row);

        Assert.True(answer.Status == row.Status, $"{answer.Status}: {answer.Head}\n{answer.Body[..Math.Min(answer.Body.Length, 2000)]}");
        Assert.DoesNotContain("   at ", answer.Body);
        // SignalR answers the paths below a hub itself.
        if (row.Status == 405 && !row.Path.StartsWith("/hubs/", StringComparison.Ordinal))
        {
            Assert.NotEmpty(answer.Header("Allow")!);
        }

        if (row.IsAnonymous)
        {
            AssertTellsNothing(row, answer);
        }
    }

    [Fact]
    public void Table_HasAtLeast150Requests() => Assert.True(DoorTable.Rows.Count >= 150, $"{DoorTable.Rows.Count}");

    [Fact]
    public void Table_EveryEndpointOfTheServer_IsInItWithAndWithoutLogin()
    {
        var missing = new List<string>();
        foreach (var endpoint in Endpoints().Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null))
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [""];
            foreach (var method in methods)
            {
                var rows = DoorTable.Rows.Select(r => r.Row).Where(r => (method == "" || r.Method == method) && Matches(endpoint, r.PathOnly)).ToList();
                if (!rows.Exists(r => r.IsAnonymous) || !rows.Exists(r => !r.IsAnonymous))
                {
                    missing.Add($"{method} {endpoint.RoutePattern.RawText}");
                }
            }
        }

        Assert.Empty(missing);
    }

    /// <summary>Assets are too many for the table, and their names change with each build.</summary>
    [Fact]
    public async Task StaticFiles_WithoutLogin_OnlyThoseOfTheLoginPage()
    {
        using var client = door.Server.NewClient();
        var files = Endpoints().Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();

        Assert.True(files.Count > 20, $"{files.Count}");
        foreach (var file in files)
        {
            using var response = await client.GetAsync(file);
            var isPublic = file.StartsWith("/css/") || file.StartsWith("/fonts/") || file.StartsWith("/img/") || file == "/js/theme.js";
            Assert.True((int)response.StatusCode == (isPublic ? 200 : 401), $"{file}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task MethodNotAllowed_OfTheApi_SaysWhichAre()
    {
        var answer = await door.AskAsync(DoorRow.Parse("token POST /api/v1/status =405"));

        Assert.Equal("GET", answer.Header("Allow"));
        Assert.Contains("/api/v1/status does not take POST.", answer.Body);
    }

    private static void AssertTellsNothing(DoorRow row, DoorAnswer answer)
    {
        Assert.DoesNotContain(DoorServer.Secret, answer.Body);
        Assert.DoesNotContain("6.1.0-test", answer.Body);
        var type = answer.Header("Content-Type") ?? "";
        if (row.Method == "HEAD")
        {
            Assert.Empty(answer.Body);
        }
        else if (type.StartsWith("application/json", StringComparison.Ordinal))
        {
            Assert.All(JsonDocument.Parse(Json(answer.Body)).RootElement.EnumerateObject(), p => Assert.Contains(p.Name, PublicProperties));
        }
        else if (type.StartsWith("text/html", StringComparison.Ordinal))
        {
            Assert.True(answer.Body.Contains("action=\"/login\"") || answer.Body.Contains("http-equiv=\"refresh\""), answer.Body);
            Assert.DoesNotContain("_framework", answer.Body);
        }
        else
        {
            Assert.True(answer.Body.Length == 0 || type is "text/css" or "text/javascript" or "image/svg+xml", $"{row}: {type}");
        }
    }

    /// <summary>The body may come in chunks.</summary>
    private static string Json(string body) => body[body.IndexOf('{')..(body.LastIndexOf('}') + 1)];

    private static bool Matches(RouteEndpoint endpoint, string path)
        => path.StartsWith('/') && new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!.TrimStart('/')), []).TryMatch(new PathString(Uri.UnescapeDataString(path)), []);

    private List<RouteEndpoint> Endpoints() => [.. DoorServer.ServicesOf(door).GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
}
