using Dashboard.Benchmarks.Cycle;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Tracers;
using Dashboard.Benchmarks.Workloads;

namespace Dashboard.Benchmarks.Syscall;

/// <summary>
/// Nanoseconds that a tracer adds to a system call that it does not trace. Any syscall tracepoint sends all system
/// calls of the machine through the slow path; so bpftrace on the same two is the measure.
/// </summary>
internal static class SyscallVerb
{
    private const double P20 = 0.2;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("syscall");
        var rounds = options.Rounds ?? (options.Quick ? 2 : 11);
        var calls = options.Quick ? 200_000 : 1_000_000;
        TracerKind[] kinds = [TracerKinds.Nothing, TracerKinds.Serve, TracerKinds.Bpftrace];
        var bare = new List<Piece>();
        var series = kinds.ToDictionary(kind => kind, _ => new Comparison(bare));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var kind in kinds.Skip(round % kinds.Length).Concat(kinds.Take(round % kinds.Length)))
            {
                var without = await Once(calls);
                await using var tracer = await RunningTracer.Start(kind);
                await tracer.Pin(CyclePlacement.OwnCpu.Tracer);
                series[kind].Add(without, await Once(calls));
            }
        }

        var table = report.Table(
            $"Added to a getppid, tracer on its own CPU ({rounds} rounds of {calls:N0} calls)",
            "tracer", "bare call ns, p20", "added ns, p20", "added ns, median", "of bpftrace's, p20");
        var peer = series[TracerKinds.Bpftrace].AddedAt(P20);
        foreach (var (kind, one) in series)
        {
            table.Add(
                kind.Name, $"{one.BareAt(P20):F0}", $"{one.AddedAt(P20):+0;-0;0}", $"{one.AddedAt(0.5):+0;-0;0}",
                peer > 0 ? $"{one.AddedAt(P20) / peer:P0}" : "–");
        }

        return report;
    }

    private static async Task<IReadOnlyList<Piece>> Once(int calls)
        => (await Workload.Getppid(calls, CyclePlacement.OwnCpu.Workload[0])).Pieces;
}
