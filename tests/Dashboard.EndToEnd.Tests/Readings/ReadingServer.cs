using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Readings;

/// <summary>A server that shows environments.</summary>
public sealed class ReadingServer : IAsyncLifetime
{
    internal DashboardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        Server = await DashboardServer.Start("--environment");
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The id of a process that has not exited.</summary>
    internal static async Task<string> IdOf(DashboardServer server, string filter)
        => await Eventually.Get(
            async () => (await server.Get($"/processes?filter={Uri.EscapeDataString(filter)}&state=running,zombie")).GetProperty("items").EnumerateArray()
                .Select(process => process.GetProperty("id").GetString()).FirstOrDefault(),
            $"a process with {filter}");

    internal static async Task<JsonElement> Now(DashboardServer server, string filter)
        => (await server.Get($"/processes/{await IdOf(server, filter)}")).GetProperty("now");
}
