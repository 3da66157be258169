using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>The privileged part, which is the process that the test started, and the server, which is its child.</summary>
public sealed class SplitServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    internal int ServerPid => Server.Pid;

    internal int PartPid => Server.StartedPid;

    internal static async Task<SplitServer> Start()
    {
        var split = new SplitServer();
        await split.InitializeAsync();
        return split;
    }

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        Server = await DashboardServer.Start(await Unprivileged.Program, [], ["--split", "on", "--allow-lab", "--environment"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is null)
        {
            return;
        }

        await Server.DisposeAsync();
        // Where a test has ended the privileged part, the server is no child of it any more.
        if (Directory.Exists($"/proc/{ServerPid}") && File.ReadAllText($"/proc/{ServerPid}/cmdline").Contains("--split", StringComparison.Ordinal))
        {
            await Child.Run("/bin/kill", "-9", $"{ServerPid}");
        }
    }

    /// <summary>Lines of a status file, by name.</summary>
    internal static Dictionary<string, string> StatusOf(string directory)
        => File.ReadLines($"{directory}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
}
