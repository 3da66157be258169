using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace Dashboard.Benchmarks.Soak;

/// <summary>The managed memory of another process that is reachable, by a full collection that this asks for.</summary>
internal static class LiveHeap
{
    /// <summary>The runtime's keyword GCHeapCollect: a session that begins with it makes the runtime collect everything.</summary>
    private const long CollectNow = 0x800000;

    /// <summary>Twice: what only waits for its finalizer is reachable in the first collection.</summary>
    public static async Task<long> Bytes(int pid)
    {
        await Collect(pid);
        return await Collect(pid);
    }

    private static async Task<long> Collect(int pid)
    {
        var provider = new EventPipeProvider(
            ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)ClrTraceEventParser.Keywords.GC | CollectNow);
        using var session = await new DiagnosticsClient(pid).StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 1, CancellationToken.None);
        using var source = new EventPipeEventSource(session.EventStream);
        Task ended = Task.CompletedTask;
        long? live = null;
        var full = false;
        source.Clr.GCStart += start => full |= start.Depth == 2;
        source.Clr.GCHeapStats += stats =>
        {
            // What a full collection moved on is what it found reachable.
            if (full && live is null)
            {
                live = stats.TotalPromoted;
                // Which ends the stream: otherwise it is read until the next event, and the next may be minutes away.
                ended = session.StopAsync(CancellationToken.None);
            }
        };
        await Task.Run(source.Process);
        await ended;
        return live ?? throw new InvalidOperationException("The server's runtime told of no full collection.");
    }
}
