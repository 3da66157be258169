using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A shared server that cannot trace, for tests that only read.</summary>
public sealed class UnprivilegedServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        Server = await Unprivileged.Serve();
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
