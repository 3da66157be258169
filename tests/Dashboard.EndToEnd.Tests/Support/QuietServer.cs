using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A server on the real kernel that records no process: the pages before the first event.</summary>
public sealed class QuietServer : IAsyncLifetime
{
    public const string Filter = "comm no_such_name";

    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        Server = await DashboardServer.Start("--only-comm", "no_such_name");
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
