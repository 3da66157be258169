using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>One server that may not trace, for the tests that only look.</summary>
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
