using BenchmarkDotNet.Attributes;
using Dashboard.Benchmarks.Records;
using Dashboard.Core.History;

namespace Dashboard.Benchmarks.Pipeline;

/// <summary>
/// Decode and table at default limits, in the steady state: warmed up until the table evicts an exited process and the
/// history an event for each new one. One invocation is one pass of the stream.
/// </summary>
public class PipelineBenchmark
{
    private RecordStream _stream = null!;
    private EventPipeline _pipeline = null!;

    /// <summary>Which streams to run; set before.</summary>
    public static IReadOnlyList<StreamMix> Streams { get; internal set; } = Enum.GetValues<StreamMix>();

    [ParamsSource(nameof(Streams))]
    public StreamMix Mix { get; set; }


    internal static RecordStream NewStream(StreamMix mix) => new(mix, processes: 30_000);

    [GlobalSetup]
    public void FillToTheBounds()
    {
        _stream = NewStream(Mix);
        _pipeline = new EventPipeline(new CaptureLimits());
        _pipeline.Begin(_stream);
        var limits = new CaptureLimits();
        var passes = Math.Max(
            limits.Events / _stream.Events,
            _stream.Processes == 0 ? 0 : limits.ExitedProcesses / _stream.Processes) + 1;
        for (var i = 0; i < passes; i++)
        {
            _pipeline.Play(_stream);
            _stream.Advance();
        }

        _pipeline.Store.Read(view => StoreCheck.AtTheBounds(view, limits, _stream, passes));
    }

    [IterationSetup]
    public void Advance() => _stream.Advance();

    [Benchmark]
    public void Decode() => _pipeline.DecodeOnly(_stream);

    [Benchmark]
    public void DecodeAndTable() => _pipeline.Play(_stream);

    [GlobalCleanup]
    public void Check()
    {
        if (_pipeline.Missing > 0)
        {
            throw new InvalidOperationException($"The stream has {_pipeline.Missing} holes.");
        }
    }
}
