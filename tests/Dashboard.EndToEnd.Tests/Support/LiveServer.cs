using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>One server on the real kernel, shared by the tests that do not need their own.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        Server = await DashboardServer.Start();
        var source = (await Server.Get("/status")).GetProperty("source").GetString();
        Assert.Equal("bpf", source);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
