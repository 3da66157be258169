using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Dashboard.Benchmarks.Records;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Server.Hubs;
using MessagePack;

namespace Dashboard.Benchmarks.Pipeline;

/// <summary>
/// What one hub subscriber costs the server: batches out of the history, into the bytes that go over the wire. One
/// invocation is so many batches.
/// </summary>
public class EncodingBenchmark
{
    private const int Batches = 100;

    public const int Events = Batches * LiveEvents.MaxEvents;

    private readonly ArrayBufferWriter<byte> _buffer = new(4 << 20);
    private readonly EventBatchFormatter _formatter = new();
    private readonly EventLines _lines = new();
    private LifecycleStore _store = null!;

    [GlobalSetup]
    public void Fill()
    {
        var stream = new RecordStream(StreamMix.Mixed, processes: 10_000);
        var pipeline = new EventPipeline(new CaptureLimits());
        pipeline.Begin(stream);
        pipeline.Play(stream);
        _store = pipeline.Store;
    }

    [Benchmark]
    public void Json()
    {
        for (var i = 0; i < Batches; i++)
        {
            _buffer.ResetWrittenCount();
            using var writer = new Utf8JsonWriter(_buffer);
            JsonSerializer.Serialize(writer, Take(i), EventJson.Options);
        }
    }

    /// <summary>What `dashboard events` and /events/stream write.</summary>
    [Benchmark]
    public void Ndjson()
    {
        for (var i = 0; i < Batches; i++)
        {
            _buffer.ResetWrittenCount();
            foreach (var e in Take(i).Events)
            {
                _lines.Write(e, _buffer);
            }
        }
    }

    [Benchmark]
    public void MessagePack()
    {
        for (var i = 0; i < Batches; i++)
        {
            _buffer.ResetWrittenCount();
            var writer = new MessagePackWriter(_buffer);
            _formatter.Serialize(ref writer, Take(i), MessagePackSerializerOptions.Standard);
            writer.Flush();
        }
    }

    private EventBatch Take(int n) => _store.Read(view =>
    {
        var from = view.Events.LastSeq - Events + n * LiveEvents.MaxEvents + 1;
        var events = new List<LifecycleEvent>(LiveEvents.MaxEvents);
        for (var seq = from; seq < from + LiveEvents.MaxEvents; seq++)
        {
            events.Add(view.Events[seq] ?? throw new InvalidOperationException($"The history does not hold event {seq}."));
        }

        return new EventBatch(from, from + LiveEvents.MaxEvents - 1, 0, [], events);
    });
}
