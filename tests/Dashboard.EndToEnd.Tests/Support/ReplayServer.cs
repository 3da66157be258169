using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>One server on the bundled demo recording: what somebody sees who may not trace.</summary>
public sealed class ReplayServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
        => Server = await DashboardServer.Start("--replay", Path.Combine(Path.GetDirectoryName(Repository.Program)!, "demo.ndjson.gz"));

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
