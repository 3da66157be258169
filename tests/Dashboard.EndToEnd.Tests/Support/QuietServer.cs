using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>One server on the real kernel that is told of nobody: what somebody sees before anything has happened.</summary>
public sealed class QuietServer : IAsyncLifetime
{
    public const string Filter = "comm nobody_is_so";

    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        Server = await DashboardServer.Start("--only-comm", "nobody_is_so");
        Assert.Equal("bpf", (await Server.Get("/status")).GetProperty("source").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
