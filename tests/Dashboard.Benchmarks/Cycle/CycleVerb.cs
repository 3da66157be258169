using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Tracers;
using Dashboard.Benchmarks.Workloads;

namespace Dashboard.Benchmarks.Cycle;

/// <summary>
/// Microseconds that a tracer adds to a vfork, exec, exit and wait of a static program, and how many of them it did not
/// tell of. Each measurement stands next to one without the tracer, and the tracers take turns. Each has worked for a few
/// seconds by then: what a program compiles or allocates at its start is paid once, not for each cycle. The workload is
/// timed against a reference; see workload.c.
/// </summary>
internal static class CycleVerb
{
    private const double P20 = 0.2;
    private const double Median = 0.5;

    private const int WarmUp = 60_000;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("cycle");
        var rounds = options.Rounds ?? (options.Quick ? 2 : 11);
        var count = options.Quick ? 400 : 3000;
        var kinds = TracerKinds.All.Where(kind => kind.IsInstalled && kind.IsOneOf(options.Tracers)).ToList();
        var bare = CyclePlacement.All.ToDictionary(p => p, _ => new List<Piece>());
        var series = kinds.ToDictionary(kind => kind, kind => CyclePlacement.All.ToDictionary(p => p, p => new CycleSeries(bare[p], kind.Starts)));
        var missed = kinds.ToDictionary(kind => kind, _ => (Missed: 0L, Of: 0L));
        for (var round = 0; round < rounds; round++)
        {
            // Another one begins each round, so that none always follows the same neighbour's mess.
            foreach (var kind in kinds.Skip(round % kinds.Count).Concat(kinds.Take(round % kinds.Count)))
            {
                var (told, ran) = await Round(kind, series[kind], count);
                missed[kind] = (missed[kind].Missed + ran - told, missed[kind].Of + ran);
            }
        }

        foreach (var placement in CyclePlacement.All)
        {
            AddTable(report, placement, kinds, series, missed, rounds);
        }

        foreach (var kind in kinds.Where(kind => kind == TracerKinds.Serve || kind == TracerKinds.Events).Where(kind => missed[kind].Missed != 0))
        {
            report.Fail($"{kind.Name} told of {missed[kind].Of - missed[kind].Missed} of {missed[kind].Of} cycles.");
        }

        return report;
    }

    private static async Task<(long Told, long Ran)> Round(TracerKind kind, Dictionary<CyclePlacement, CycleSeries> series, int count)
    {
        var without = new Dictionary<CyclePlacement, IEnumerable<Piece>>();
        foreach (var placement in CyclePlacement.All)
        {
            without[placement] = (await Workload.Cycles(count, placement.Workload)).Pieces;
        }

        await using var tracer = await RunningTracer.Start(kind);
        var ran = kind.Starts ? 0L : (await Workload.Cycles(WarmUp, CyclePlacement.AllBusy.Workload)).Cycles;
        foreach (var placement in CyclePlacement.All)
        {
            await tracer.Pin(placement.Tracer);
            var before = tracer.Pid is { } pid ? ProcessCost.Now(pid) : default;
            var with = await Workload.Cycles(count, placement.Workload, tracer.Before(placement.Tracer));
            series[placement].Wall.Add(without[placement], with.Pieces);
            if (tracer.Pid is { } same)
            {
                series[placement].AddOwn((ProcessCost.Now(same) - before).Seconds, with.Cycles);
            }

            ran += with.Cycles;
        }

        return (await tracer.CountAndStop(), ran);
    }

    private static void AddTable(
        Report report, CyclePlacement placement, IReadOnlyList<TracerKind> kinds,
        Dictionary<TracerKind, Dictionary<CyclePlacement, CycleSeries>> series, Dictionary<TracerKind, (long Missed, long Of)> missed, int rounds)
    {
        var table = report.Table(
            $"Added to a cycle, {placement.Name} ({rounds} rounds)",
            "tracer", "bare cycle µs, p20", "added µs, p20", "added µs, median", "of the cycle, p20", "of bpftrace's, p20",
            "its own CPU µs a cycle", "cycles not told of");
        var peer = series.GetValueOrDefault(TracerKinds.Bpftrace)?[placement].Wall.AddedAt(P20);
        foreach (var kind in kinds)
        {
            var (one, own) = (series[kind][placement].Wall, series[kind][placement].OwnMicroseconds);
            var (lost, of) = missed[kind];
            table.Add(
                kind.Name, $"{one.BareAt(P20) / 1e3:F1}", $"{one.AddedAt(P20) / 1e3:+0.0;-0.0;0.0}", $"{one.AddedAt(Median) / 1e3:+0.0;-0.0;0.0}",
                $"{one.AddedAt(P20) / one.BareAt(P20):P1}",
                peer > 0 ? $"{one.AddedAt(P20) / peer:P0}" : "–",
                own is { } microseconds ? $"{microseconds:F1}" : "–",
                kind.IsNothing ? "–" : $"{lost:N0} of {of:N0}");
        }

        var absent = TracerKinds.All.Where(kind => !kind.IsInstalled).Select(kind => kind.Name).ToList();
        table.Note($"Cycles not told of: in both placements together.{(absent.Count > 0 ? $" Not installed here: {string.Join(", ", absent)}." : "")}");
    }
}
