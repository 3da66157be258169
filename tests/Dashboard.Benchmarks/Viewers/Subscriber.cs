using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Dashboard.Tracing.Platform;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Benchmarks.Viewers;

/// <summary>A program that reads the hub, in JSON, without a filter.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    /// <summary>Told at the moment they happen. A reap waits for the release, an enter for its end: not what is asked here.</summary>
    private static readonly string[] Prompt = ["fork", "exec.exit", "exit"];

    private readonly HubConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();

    // Milliseconds of one measurement: bounded by its seconds and its rate.
    private List<double> _latencies = [];
    private long _events;
    private long _skipped;
    private Task _reading = Task.CompletedTask;

    private Subscriber(HubConnection connection) => _connection = connection;

    public static async Task<Subscriber> Connect(DashboardServer server)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Address, "/hubs/lifecycle"), options => options.Headers["Authorization"] = $"Bearer {DashboardServer.Token}")
            .Build();
        await connection.StartAsync();
        var subscriber = new Subscriber(connection);
        subscriber._reading = subscriber.Read();
        return subscriber;
    }

    /// <summary>Since the last call: from the kernel's time stamp to here, and how much came.</summary>
    public (IReadOnlyList<double> Milliseconds, long Events, long Skipped) Take()
    {
        lock (_lock)
        {
            var taken = (_latencies, _events, _skipped);
            (_latencies, _events, _skipped) = ([], 0, 0);
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task Read()
    {
        await foreach (var batch in _connection.StreamAsync<JsonElement>("Subscribe", null, null, _stop.Token))
        {
            var now = LibC.BootTimeNs();
            lock (_lock)
            {
                _skipped += batch.GetProperty("skipped").GetInt64();
                foreach (var e in batch.GetProperty("events").EnumerateArray())
                {
                    _events++;
                    if (Prompt.Contains(e.GetProperty("kind").GetString()))
                    {
                        _latencies.Add((now - e.GetProperty("bootNs").GetInt64()) / 1e6);
                    }
                }
            }
        }
    }
}
