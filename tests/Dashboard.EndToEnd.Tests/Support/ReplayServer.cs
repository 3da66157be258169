using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A server on the bundled demo recording, shared by all tests: what a user sees who cannot trace. Nothing changes in it.</summary>
public sealed class ReplayServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    /// <summary>A separate server, for a test that ends it.</summary>
    internal static Task<DashboardServer> Start(params string[] options)
        => DashboardServer.Start(["--replay", DemoRecording.File, .. options]);

    public async ValueTask InitializeAsync() => Server = await Start();

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
