using Dashboard.Benchmarks.Pipeline;
using Dashboard.Benchmarks.Records;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Core.History;

namespace Dashboard.Benchmarks.Memory;

/// <summary>Bytes a process and an event, and the resident memory of a day with more than a million processes.</summary>
internal static class MemoryVerb
{
    private const double MiB = 1 << 20;

    public static Report Run(BenchmarkOptions options)
    {
        var report = new Report("memory");
        var each = report.Table(
            "Memory of one, everything that belongs to it counted", "what", "stream", "kept", "heap bytes each", "resident bytes each");
        StreamMix[] streams = options.Streams.Count > 0 ? [.. options.Streams] : [StreamMix.Cycles, StreamMix.Build];
        foreach (var mix in streams.Where(mix => mix != StreamMix.FailingExecs))
        {
            AddLive(each, mix, options.Quick ? 5_000 : 25_000);
            var processes = AddExited(each, mix);
            AddEvents(each, mix, processes);
        }

        each.Note("Live: born and exec'ed, none ended. Exited: at the bound, the oldest evicted, with a history of one event. "
            + "Events: what a full history adds to a table that is at its bound. Heap: reachable after a full collection; resident: RssAnon, so native memory too.");
        Day(report, options.Quick ? 300_000 : 1_500_000);
        return report;
    }

    private static void AddLive(MarkdownTable table, StreamMix mix, int processes)
    {
        var stream = new RecordStream(mix, processes, staysAlive: true);
        var (pipeline, grown) = Grown(stream, new CaptureLimits { Events = 1 }, passes: 1);
        AddRow(table, "live process", mix, pipeline.Store.Read(view => view.Processes.LiveCount), grown);
    }

    private static Footprint AddExited(MarkdownTable table, StreamMix mix)
    {
        var stream = new RecordStream(mix, 30_000);
        var limits = new CaptureLimits { Events = 1 };
        var (pipeline, grown) = Grown(stream, limits, limits.ExitedProcesses / stream.Processes + 2);
        AddRow(table, "exited process", mix, pipeline.Store.Read(view => view.Processes.ExitedCount), grown);
        return grown;
    }

    private static void AddEvents(MarkdownTable table, StreamMix mix, Footprint exited)
    {
        var stream = new RecordStream(mix, 30_000);
        var limits = new CaptureLimits();
        var (pipeline, grown) = Grown(stream, limits, limits.ExitedProcesses / stream.Processes + 2);
        AddRow(table, "event of the history", mix, pipeline.Store.Read(view => view.Events.Count), grown - exited);
    }

    /// <summary>How much a new store grows the process by playing so many passes.</summary>
    private static (EventPipeline Pipeline, Footprint Grown) Grown(RecordStream stream, CaptureLimits limits, int passes)
    {
        var before = Footprint.Settled();
        var pipeline = new EventPipeline(limits);
        pipeline.Begin(stream);
        for (var i = 0; i < passes; i++)
        {
            pipeline.Play(stream);
            stream.Advance();
        }

        return (pipeline, Footprint.Settled() - before);
    }

    private static void AddRow(MarkdownTable table, string what, StreamMix mix, int count, Footprint grown) => table.Add(
        what, $"{mix}", $"{count:N0}", $"{grown.HeapBytes / (double)count:F0}", $"{grown.ResidentBytes / (double)count:F0}");

    private static void Day(Report report, int processes)
    {
        var stream = new RecordStream(StreamMix.Mixed, 30_000);
        var ownBytes = Footprint.Settled();
        var ownResident = Footprint.ResidentNow("VmRSS");
        var pipeline = new EventPipeline(new CaptureLimits());
        pipeline.Begin(stream);
        int[] collections = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
        var table = report.Table(
            $"A day in a row: {processes:N0} processes through the store, default limits, no collection asked for",
            "processes so far", "exited kept", "events kept", "resident MiB", "heap in use MiB", "collections gen 0 / 1 / 2");
        using var pauses = new CollectorPauses();
        var next = processes / 10;
        for (var played = 0; played < processes;)
        {
            pipeline.Play(stream);
            stream.Advance();
            played += stream.Processes;
            if (played >= next)
            {
                next += processes / 10;
                var kept = pipeline.Store.Read(view => (Exited: view.Processes.ExitedCount, Events: view.Events.Count));
                table.Add(
                    $"{played:N0}",
                    $"{kept.Exited:N0}",
                    $"{kept.Events:N0}",
                    $"{Footprint.ResidentNow("VmRSS") / MiB:F0}",
                    $"{GC.GetTotalMemory(false) / MiB:F0}",
                    string.Join(" / ", collections.Select((before, generation) => GC.CollectionCount(generation) - before)));
            }
        }

        var paused = new Samples(pauses.Milliseconds);
        if (paused.Count > 0)
        {
            table.Note($"The collector held all threads {paused.Count:N0} times, {paused.Median:F1} ms in the median, {paused.Worst:F1} ms at the longest.");
        }

        var settled = Footprint.Settled();
        table.Note($"Of the resident figures {ownResident / MiB:F0} MiB are the benchmark's own: the runtime, and {stream.Bytes / MiB:F0} MiB of stream. "
            + $"After a full collection at the end the store holds {(settled.HeapBytes - ownBytes.HeapBytes) / MiB:F0} MiB of heap. "
            + $"The most that was ever resident: {Footprint.ResidentNow("VmHWM") / MiB:F0} MiB.");
        GC.KeepAlive(pipeline);
    }
}
