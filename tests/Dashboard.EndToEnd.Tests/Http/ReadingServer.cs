using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Http;

/// <summary>One that shows environments.</summary>
public sealed class ReadingServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        Server = await DashboardServer.Start("--environment");
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
