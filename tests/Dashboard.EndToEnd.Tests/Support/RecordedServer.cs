using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A server on a recording written by a test, read to the end. Both are removed after the tests that share it.</summary>
public abstract class RecordedServer : IAsyncLifetime
{
    private WrittenRecording _recording = null!;

    internal DashboardServer Server { get; private set; } = null!;

    internal string File => _recording.Path;

    /// <summary>The recording, line by line.</summary>
    protected abstract IReadOnlyList<string> Lines { get; }

    public async ValueTask InitializeAsync()
    {
        var lines = Lines;
        _recording = await WrittenRecording.Of(lines);
        Server = await DashboardServer.Start("--replay", File);

        // Processes of the snapshot are no events.
        var events = lines.Count(line => !line.Contains("\"kind\":\"snapshot\"", StringComparison.Ordinal));
        await Eventually.True(async () => (await Server.Get("/events?limit=1")).GetProperty("total").GetInt32() == events, $"{events} events");
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        await _recording.DisposeAsync();
    }
}
