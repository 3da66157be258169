using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Decodes what the reader of the ring took: batches that wait are joined, for one lock and one signal for all of them.</summary>
internal sealed class BatchJoiner(BatchJoiner.TakeBatch take, BatchJoiner.ReturnBatch giveBack, RecordDecoder decoder)
{
    /// <summary>So many events are joined, and what the last batch has.</summary>
    public const int MaxEvents = 8192;

    /// <summary>The same in bytes of records: events with long arguments are large, and all of a batch are in memory at one time.</summary>
    public const int MaxBytes = 2 << 20;

    /// <summary>As <see cref="Tracer.Take"/>.</summary>
    public delegate NativeBatch? TakeBatch(int timeoutMs, out bool ended);

    /// <summary>As <see cref="Tracer.Return"/>.</summary>
    public delegate void ReturnBatch(in NativeBatch batch);

    /// <summary>Waits for the reader, but no longer than a tick, and decodes what it took. False when it has ended.</summary>
    /// <param name="tookAll">Nothing was left for the next time.</param>
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
