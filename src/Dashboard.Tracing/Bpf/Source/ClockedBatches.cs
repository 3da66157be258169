using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>
/// Batches of the reader. Both clocks are read once for each, before its records get their time. Memory may run out in any
/// step: then the next call goes on where this one stopped, or a batch that was taken would be neither decoded nor given
/// back, and a clock that was set would not be told.
/// </summary>
/// <param name="tell">Told of a clock that was set, before the batch is handed on.</param>
internal sealed class ClockedBatches(BatchJoiner.TakeBatch take, ClockWatch clock, Action<ClockEvent> tell)
{
    /// <summary>Taken, and not handed on.</summary>
    private NativeBatch? _taken;

    /// <summary>Noticed, and not told.</summary>
    private ClockEvent? _set;

    /// <summary>As <see cref="Tracer.Take"/>.</summary>
    public NativeBatch? Take(int timeoutMs, out bool ended)
    {
        ended = false;
        _taken ??= take(timeoutMs, out ended);
        _set ??= clock.Check(_taken is { Records.IsEmpty: false } taken ? (long)MemoryMarshal.Read<RecordHeader>(taken.Records).BootNs : null);
        if (_set is { } set)
        {
            tell(set);
            _set = null;
        }

        var batch = _taken;
        _taken = null;
        return batch;
    }
}
