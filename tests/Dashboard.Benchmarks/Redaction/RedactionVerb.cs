using System.Diagnostics;
using Dashboard.Benchmarks.Pipeline;
using Dashboard.Benchmarks.Records;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Core.History;
using Dashboard.Core.Redaction;

namespace Dashboard.Benchmarks.Redaction;

/// <summary>
/// What redaction adds to decode and table. Two pipelines, one with it, get the same records by turns in one process, so that what the
/// machine does meanwhile meets both; the first of a pair changes.
/// </summary>
internal static class RedactionVerb
{
    private const double MaxShare = 0.03;

    /// <summary>Full after one pass, so that both evict all the time.</summary>
    private static readonly CaptureLimits Limits = new() { ExitedProcesses = 20_000, Events = 50_000 };

    public static Report Run(BenchmarkOptions options)
    {
        var report = new Report("redaction");
        var table = report.Table("Decode and table with and without redaction, by turns", "stream", "pairs", "ns an event without: p20", "with: p20", "median ratio of a pair", "ratio of the p20s");
        foreach (var mix in options.Streams.Count > 0 ? options.Streams : [StreamMix.Build, StreamMix.Mixed])
        {
            Compare(mix, options.Rounds ?? (options.Quick ? 15 : 100), table);
        }

        table.Note($"Target: at most {MaxShare:P0} of decode and table (ratio 1.03).");
        return report;
    }

    private static void Compare(StreamMix mix, int pairs, MarkdownTable table)
    {
        var stream = new RecordStream(mix, processes: 10_000);
        EventPipeline[] pipelines = [new(Limits), new(Limits, new Redactor(RedactionRules.Default))];
        foreach (var pipeline in pipelines)
        {
            pipeline.Begin(stream);
        }

        List<double>[] ns = [[], []];
        for (var round = -5; round < pairs; round++)
        {
            for (var turn = 0; turn < 2; turn++)
            {
                var which = (round & 1) ^ turn;
                var began = Stopwatch.GetTimestamp();
                pipelines[which].Play(stream);
                if (round >= 0)
                {
                    ns[which].Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / stream.Events);
                }
            }

            stream.Advance();
        }

        var (without, with) = (new Samples(ns[0]), new Samples(ns[1]));
        var ratios = new Samples(ns[0].Zip(ns[1], (a, b) => b / a));
        table.Add($"{mix}", $"{pairs}", $"{without.P20:F0}", $"{with.P20:F0}", $"{ratios.Median:F3}", $"{with.P20 / without.P20:F3}");
    }
}
