using System.Globalization;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Viewers;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Storm;

/// <summary>
/// As many processes and failing execs as two workers can make, one browser watching the tree, default settings: is each
/// of them counted?
/// </summary>
internal static class StormVerb
{
    private const int Workers = 2;

    /// <summary>The table keeps 200,000 exited processes; each of the storm's is looked for there, so it comes in two halves.</summary>
    private const int Halves = 2;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var report = new Report("storm");
        var plan = options.Quick ? new WorkloadResult(20_000, 100_000) : new WorkloadResult(200_000, 1_000_000);
        var table = report.Table(
            $"{plan.Cycles:N0} vfork+exec+exit and {plan.Failures:N0} failing execs, {Workers} workers, one browser on the tree",
            "round", "seconds", "events a second", "born, became, ended in the table", "failures counted", "lost",
            "others' fork / enter / exit / end", "page busy", "server MiB", "stolen by the host, s");
        await using var server = await DashboardServer.Start();
        await using var chromium = await Chromium.Start(server);
        var page = await chromium.Open("/tree");
        for (var round = 1; round <= (options.Rounds ?? (options.Quick ? 1 : 5)); round++)
        {
            await page.MeasureBusy();
            var before = await StormCounts.Now(server);
            var stolenBefore = StolenSeconds();
            var (did, seen) = (new WorkloadResult(0, 0), StormSeen.None);
            for (var half = 0; half < Halves; half++)
            {
                var missing = $"/no/such/storm-{round}-{half}";
                var (didHalf, seenHalf) = await Half(server, plan, missing);
                did += didHalf;
                seen += seenHalf;
            }

            var busy = await page.BusyShare();
            var after = await StormCounts.Now(server);
            var grown = after - before;
            var wanted = Wanted(did, Halves);
            // The workload itself is forked, becomes itself and ends, once a half.
            var (lives, execs) = (did.Cycles + Halves * (Workers + 1), did.Cycles + did.Failures + Halves);
            var others = grown - new StormCounts(lives, execs, execs, lives, new Dictionary<string, long>(), 0);
            table.Add(
                $"{round}", $"{did.Nanoseconds / 1e9:F1}",
                $"{(4 * did.Cycles + 2 * did.Failures) / (did.Nanoseconds / 1e9):N0}",
                $"{seen.Born:N0}, {seen.Became:N0}, {seen.Ended:N0}", $"{seen.Failures:N0}", grown.Losses(),
                $"{others.Forks:N0} / {others.ExecEnters:N0} / {others.ExecExits:N0} / {others.Exits:N0}",
                $"{busy:P0}", $"{after.ResidentMiB:F0}", $"{StolenSeconds() - stolenBefore:F2}");
            Check(report, round, seen, wanted, others);
        }

        table.Note($"Wanted of the table: {plan.Cycles:N0}, {plan.Cycles:N0}, {plan.Cycles:N0}, and {Halves * Workers} more born, the workers. Others: what the server's counters "
            + "grew by beyond what the workload counted itself; programs of the machine, never less than 0. Events a second: those of the "
            + "workload, four a cycle and two a failure, reaps not counted. Stolen: time in which this machine, a virtual one, was ready to run and was "
            + "not let, all CPUs together.");
        return report;
    }

    private static async Task<(WorkloadResult Did, StormSeen Seen)> Half(DashboardServer server, WorkloadResult plan, string missing)
    {
        await using var storm = Workload.StartStorm((int)plan.Cycles / Halves, (int)plan.Failures / Halves, Workers, missing);
        var root = storm.Pid;
        var did = await Workload.Ended(storm);
        var wanted = Wanted(did, 1);
        var seen = StormSeen.None;
        try
        {
            await Eventually.True(async () => (seen = await StormSeen.Of(server, root, missing)) == wanted, "all of the storm");
        }
        catch (TimeoutException)
        {
            // The figures say what is missing.
        }

        return (did, seen);
    }

    /// <summary>The eighth number of the first line of /proc/stat, in USER_HZ, which is 100.</summary>
    private static double StolenSeconds()
        => long.Parse(File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[8], CultureInfo.InvariantCulture) / 100.0;

    private static StormSeen Wanted(WorkloadResult did, int parts)
        => new(did.Cycles + parts * Workers, did.Cycles, did.Cycles, did.Failures);

    private static void Check(Report report, int round, StormSeen seen, StormSeen wanted, StormCounts others)
    {
        if (seen != wanted)
        {
            report.Fail($"Round {round}: the table tells {seen}, the workload did {wanted}.");
        }

        if (others.Lost != 0)
        {
            report.Fail($"Round {round}: {others.Losses()} lost.");
        }

        if (others is { Forks: < 0 } or { ExecEnters: < 0 } or { ExecExits: < 0 } or { Exits: < 0 })
        {
            report.Fail($"Round {round}: the counters grew by less than the workload did.");
        }
    }
}
