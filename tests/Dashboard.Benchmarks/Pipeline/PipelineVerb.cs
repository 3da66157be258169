using BenchmarkDotNet.Reports;
using Dashboard.Benchmarks.Records;
using Dashboard.Benchmarks.Reporting;

namespace Dashboard.Benchmarks.Pipeline;

/// <summary>Events a second through decode and table, and what an event allocates, without a kernel.</summary>
internal static class PipelineVerb
{
    public static Report Run(BenchmarkOptions options)
    {
        var quick = options.Quick;
        if (options.Streams.Count > 0)
        {
            PipelineBenchmark.Streams = options.Streams;
        }

        var report = new Report("pipeline");
        var table = report.Table(
            "Decode and table, one thread, default limits, past the bounds",
            "stream", "stage", "events/s (mean)", "ns an event: p20", "median", "mean", "bytes allocated an event");
        foreach (var result in BenchmarkRun.Of<PipelineBenchmark>(quick).Reports)
        {
            var mix = (StreamMix)result.BenchmarkCase.Parameters[nameof(PipelineBenchmark.Mix)];
            AddRow(table, NameOf(mix), result.BenchmarkCase.Descriptor.WorkloadMethod.Name == nameof(PipelineBenchmark.Decode) ? "decode" : "decode, table", result, PipelineBenchmark.NewStream(mix).Events);
        }

        var encoding = report.Table(
            "Broadcast: batches of 500 events encoded for one subscriber", "stream", "encoding", "events/s (mean)", "ns an event: p20", "median", "mean", "bytes allocated an event");
        foreach (var result in BenchmarkRun.Of<EncodingBenchmark>(quick).Reports)
        {
            AddRow(encoding, NameOf(StreamMix.Mixed), result.BenchmarkCase.Descriptor.WorkloadMethod.Name, result, EncodingBenchmark.Events);
        }

        return report;
    }

    private static void AddRow(MarkdownTable table, string stream, string what, BenchmarkReport result, int events)
    {
        var ns = new Samples(result.AllMeasurements
            .Where(m => m.Is(BenchmarkDotNet.Engines.IterationMode.Workload, BenchmarkDotNet.Engines.IterationStage.Actual))
            .Select(m => m.Nanoseconds / events));
        table.Add(
            stream,
            what,
            $"{1e9 / ns.Mean:N0}",
            $"{ns.P20:F0}",
            $"{ns.Median:F0}",
            $"{ns.Mean:F0}",
            $"{(result.GcStats.GetBytesAllocatedPerOperation(result.BenchmarkCase) ?? 0) / (double)events:F1}");
    }

    private static string NameOf(StreamMix mix) => mix switch
    {
        StreamMix.Cycles => "vfork, exec, exit, reap",
        StreamMix.FailingExecs => "failing execs",
        StreamMix.Build => "a C build",
        _ => "mixed: 4 cycles, 8 failing execs, 1 build step",
    };
}
