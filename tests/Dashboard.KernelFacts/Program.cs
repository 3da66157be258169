// Compares what the program recorded on another kernel with what it recorded on this machine, for tests/kernels/lane.sh.
// Usage: Dashboard.KernelFacts KERNEL HERE ROOT THERE KNOWN REPORT
// HERE and THERE are folders of record.sh, ROOT is what HERE took for "/", KNOWN is differences.tsv. Prints a line for each
// scenario: name, passed, failed, why. Writes all differences to REPORT: scenario, field, events, here, there, reason.
using Dashboard.KernelFacts;

if (args is not [var kernel, var hereFolder, var root, var thereFolder, var knownFile, var report])
{
    Console.Error.WriteLine("Usage: Dashboard.KernelFacts KERNEL HERE ROOT THERE KNOWN REPORT");
    return 2;
}

var here = new Recording(hereFolder, root);
var there = new Recording(thereFolder, "").Scenarios.ToDictionary(s => s.Scenario, s => s.Facts);
var known = KnownDifference.ReadFor(kernel, knownFile);
var used = new HashSet<KnownDifference>();
var lines = new List<string>();

foreach (var (scenario, facts) in here.Scenarios)
{
    var differences = Comparison.Of(scenario, facts, there.GetValueOrDefault(scenario, []));
    var unlisted = new List<Difference>();
    foreach (var difference in differences)
    {
        var reason = known.FirstOrDefault(k => k.Covers(difference));
        if (reason is null)
        {
            unlisted.Add(difference);
        }
        else
        {
            used.Add(reason);
        }

        lines.Add(string.Join('\t', scenario, difference.Field, difference.Count, difference.Here, difference.There, reason?.Reason));
    }

    Report(scenario, unlisted.Count == 0, string.Join("; ", unlisted.Select(d => $"{d.Field}: here {d.Here}, there {d.There}")));
}

foreach (var unused in known.Except(used).Where(k => k.IsCertain))
{
    Report($"listed {unused.Scenario} {unused.Field}", false, "this difference is in differences.tsv and was not seen");
}

File.WriteAllLines(report, lines);
return 0;

static void Report(string name, bool passed, string why)
    => Console.WriteLine(string.Join('\t', name, passed ? 1 : 0, passed ? 0 : 1, why));
