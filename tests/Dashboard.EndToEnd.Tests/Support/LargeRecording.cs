using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>One server on a recording of fifty thousand processes, ten thousand failed execs among them.</summary>
public sealed class LargeRecording : IAsyncLifetime
{
    private const int Processes = 50_000;
    private readonly string _file = Recordings.Storm(Processes, withFailedExecs: true);

    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await DashboardServer.Start("--replay", _file);
        await Eventually.True(async () => (await Server.Get("/processes?limit=1")).GetProperty("total").GetInt32() == Processes + 1, "all processes");
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_file);
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
