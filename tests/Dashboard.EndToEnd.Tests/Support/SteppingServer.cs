namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A server on the real kernel whose wall clock a test can set, without affecting other programs (tests/scenarios/clock_step.c).</summary>
internal sealed class SteppingServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private SteppingServer(DirectoryInfo folder, DashboardServer server) => (_folder, Server) = (folder, server);

    public DashboardServer Server { get; }

    public static async Task<SteppingServer> Start(params string[] options)
    {
        Kernel.Require();
        var folder = Directory.CreateTempSubdirectory("clock-");
        // One process: the folder is this user's.
        string[] before = ["DASHBOARD_SPLIT=off", $"LD_PRELOAD={Repository.Scenario("clock_step.so")}", $"STEP={Step(folder)}", Repository.Program];
        return new SteppingServer(folder, await DashboardServer.Start("/usr/bin/env", before, options));
    }

    /// <summary>Sets it an hour ahead (1) or back (-1) of the machine's clock, or equal to it (0).</summary>
    public void SetClock(int hours)
    {
        foreach (var (way, name) in ((int, string)[])[(1, "ahead"), (-1, "back")])
        {
            var file = $"{Step(_folder)}.{name}";
            if (way == hours)
            {
                File.WriteAllText(file, "");
            }
            else
            {
                File.Delete(file);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Step(DirectoryInfo folder) => Path.Combine(folder.FullName, "step");
}
