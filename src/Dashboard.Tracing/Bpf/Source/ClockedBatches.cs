using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>
/// Takes the reader's batches. Both clocks are read once per batch, before its records are given their time. When memory
/// runs out in any step, the next call continues there; otherwise a taken batch would be neither decoded nor returned, and
/// a setting of the clock would not be reported.
/// </summary>
/// <param name="report">Called with a setting of the clock, before the batch is returned.</param>
internal sealed class ClockedBatches(BatchJoiner.TakeBatch take, ClockWatch clock, Action<ClockEvent> report)
{
    /// <summary>Taken, and not yet returned to the caller.</summary>
    private NativeBatch? _taken;

    /// <summary>Detected, and not yet reported.</summary>
    private ClockEvent? _set;

    /// <summary>See <see cref="Tracer.Take"/>.</summary>
    public NativeBatch? Take(int timeoutMs, out bool ended)
    {
        ended = false;
        _taken ??= take(timeoutMs, out ended);
        _set ??= clock.Check(_taken is { Records.IsEmpty: false } taken ? (long)MemoryMarshal.Read<RecordHeader>(taken.Records).BootNs : null);
        if (_set is { } set)
        {
            report(set);
            _set = null;
        }

        var batch = _taken;
        _taken = null;
        return batch;
    }
}
