using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Decodes the batches of the ring's reader. Waiting batches are joined, so that the store locks and signals once for all.</summary>
internal sealed class BatchJoiner(BatchJoiner.TakeBatch take, BatchJoiner.ReturnBatch giveBack, RecordDecoder decoder)
{
    /// <summary>No batch is joined beyond this many events; the last one may exceed it.</summary>
    public const int MaxEvents = 8192;

    /// <summary>The same in bytes of records: events with long arguments are large, and all of a joined batch are in memory.</summary>
    public const int MaxBytes = 2 << 20;

    /// <summary>See <see cref="Tracer.Take"/>.</summary>
    public delegate NativeBatch? TakeBatch(int timeoutMs, out bool ended);

    /// <summary>See <see cref="Tracer.Return"/>.</summary>
    public delegate void ReturnBatch(in NativeBatch batch);

    /// <summary>Waits for the reader, at most one tick, and decodes its batches. False when the reader has ended.</summary>
    /// <param name="tookAll">True when no batch is left.</param>
    public bool Take(int tickMs, List<LifecycleEvent> events, out bool tookAll)
    {
        tookAll = true;
        var (batch, bytes) = (take(tickMs, out var ended), 0);
        while (batch is { } taken)
        {
            bytes += taken.Records.Length;
            try
            {
                decoder.Decode(taken.Records, events);
            }
            finally
            {
                giveBack(taken);
            }

            tookAll = events.Count < MaxEvents && bytes < MaxBytes;
            batch = tookAll ? take(0, out _) : null;
        }

        return !ended;
    }
}
