using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>dashboard serve, by the program that people get.</summary>
public sealed class ServeTests
{
    [Fact]
    public async Task Serve_WithoutAPlaceForData_LeavesNothingInTheHomeDirectory()
    {
        var home = Directory.CreateTempSubdirectory("dashboard-home-");
        try
        {
            var recording = Path.Combine(Path.GetDirectoryName(Repository.Program)!, "demo.ndjson.gz");
            await using var server = await DashboardServer.Start("/usr/bin/env", [$"HOME={home.FullName}", Repository.Program], ["--replay", recording]);
            // A page seals its state with a key.
            Assert.Contains("<!--Blazor-Server-Component-State:", await server.Http.GetStringAsync("/"));
            Assert.Empty(home.EnumerateFileSystemInfos("*", SearchOption.AllDirectories));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
