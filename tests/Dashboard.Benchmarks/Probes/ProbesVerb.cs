using Dashboard.Benchmarks.Cycle;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Probes;

/// <summary>What the kernel says that our BPF programs cost: each run, and all of a vfork, exec, exit and wait together.</summary>
internal static class ProbesVerb
{
    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("probes");
        var rounds = options.Rounds ?? (options.Quick ? 2 : 11);
        var count = options.Quick ? 500 : 2000;
        await using var server = await DashboardServer.Start();
        var before = ProgramRuns.SwitchStatistics("1");
        var series = new Dictionary<string, List<ProgramRuns>>();
        var cycles = 0L;
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var from = await ProgramRuns.Of(server.StartedPid);
                cycles = (await Workload.Cycles(count, CyclePlacement.OwnCpu.Workload)).Cycles;
                var to = await ProgramRuns.Of(server.StartedPid);
                foreach (var program in to.Select(p => p.Value - from[p.Key]).GroupBy(p => p.Name))
                {
                    series.TryAdd(program.Key, []);
                    series[program.Key].Add(new ProgramRuns(program.Key, program.Sum(p => p.Runs), program.Sum(p => p.Nanoseconds)));
                }
            }
        }
        finally
        {
            ProgramRuns.SwitchStatistics(before);
        }

        var table = report.Table(
            $"BPF programs by the kernel's statistics ({rounds} rounds of {cycles:N0} cycles)",
            "program", "runs a cycle", "ns a run, p20", "ns a run, median", "ns a cycle, p20");
        var whole = 0.0;
        foreach (var (name, all) in series.Where(s => s.Value.Any(r => r.Runs > 0)).OrderByDescending(s => s.Value.Sum(r => r.Nanoseconds)))
        {
            // Programs of the rest of the machine run them too, so a cycle is its runs, rounded, by the price of one.
            var runs = Math.Round(new Samples(all.Select(r => (double)r.Runs / cycles)).P20);
            var each = new Samples(all.Where(r => r.Runs > 0).Select(r => (double)r.Nanoseconds / r.Runs));
            whole += runs * each.P20;
            table.Add(name, $"{runs:F0}", $"{each.P20:F0}", $"{each.Median:F0}", $"{runs * each.P20:F0}");
        }

        table.Add("a whole cycle", "", "", "", $"{whole:F0}");
        return report;
    }
}
