using Dashboard.Benchmarks.Records;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Bpf.Decoding;

namespace Dashboard.Benchmarks.Pipeline;

/// <summary>
/// What the server does with a batch, from the reader's buffer to the store, in its order. The only place here that
/// knows how decoder and store are called.
/// </summary>
internal sealed class EventPipeline
{
    private readonly RecordDecoder _decoder;

    /// <summary>One list for all batches, as the feed has it.</summary>
    private readonly List<LifecycleEvent> _events = [];

    /// <param name="redactor">As the server has one; null for `--redact off`.</param>
    public EventPipeline(CaptureLimits limits, Redactor? redactor = null)
    {
        var epoch = Timestamp.From(DateTimeOffset.UnixEpoch.AddYears(56)).UnixNs;
        _decoder = new RecordDecoder(epoch, redactor);
        // Frozen: the clock follows the stream, which runs in a time of its own.
        Store = new LifecycleStore(new CaptureClock(epoch, bootNow: null), limits);
    }

    public LifecycleStore Store { get; }

    /// <summary>Records that the numbering shows as missing: 0, or the stream is broken.</summary>
    public long Missing => _decoder.Sequences.Missing;

    public void Begin(RecordStream stream) => Play(stream.Prologue);

    public void Play(RecordStream stream)
    {
        for (var i = 0; i < stream.BatchCount; i++)
        {
            Play(stream.Batch(i));
        }
    }

    public void DecodeOnly(RecordStream stream)
    {
        for (var i = 0; i < stream.BatchCount; i++)
        {
            foreach (var e in Decode(stream.Batch(i)))
            {
                _decoder.Pool.Return(e);
            }
        }
    }

    private List<LifecycleEvent> Decode(ReadOnlySpan<byte> batch)
    {
        _events.Clear();
        _decoder.Decode(batch, _events);
        if (_events.Count > 0)
        {
            _decoder.ReportLate(_events[^1].BootNs, _events);
        }

        return _events;
    }

    private void Play(ReadOnlySpan<byte> batch) => Store.Apply(Decode(batch), _decoder.Pool);
}
