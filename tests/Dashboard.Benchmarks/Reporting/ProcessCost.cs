using System.Globalization;
using Dashboard.Tracing.Platform;

namespace Dashboard.Benchmarks.Reporting;

/// <summary>What a process has used so far, by /proc.</summary>
/// <param name="Seconds">User and system time of all its threads, ended ones included.</param>
/// <param name="WakeUps">Voluntary context switches of the threads that it has now: each ends with a wake-up.</param>
internal readonly record struct ProcessCost(long AtNs, double Seconds, long WakeUps)
{
    // USER_HZ, which is 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    public double Elapsed => AtNs / 1e9;

    public static ProcessCost Now(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        // The name, in parentheses, may hold spaces: counted from behind it, utime and stime are 11 and 12.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessCost(
            LibC.BootTimeNs(),
            (Number(fields[11]) + Number(fields[12])) / TicksPerSecond,
            Directory.EnumerateDirectories($"/proc/{pid}/task").Sum(Switches));
    }

    public static ProcessCost operator -(ProcessCost a, ProcessCost b)
        => new(a.AtNs - b.AtNs, a.Seconds - b.Seconds, a.WakeUps - b.WakeUps);

    /// <summary>The wake-ups of its threads so far, by the threads' names.</summary>
    public static IReadOnlyDictionary<string, long> WakeUpsByThread(int pid)
        => Directory.EnumerateDirectories($"/proc/{pid}/task")
            .GroupBy(task => File.ReadAllText(task + "/comm").Trim(), Switches)
            .ToDictionary(threads => threads.Key, threads => threads.Sum());

    private static long Switches(string task)
    {
        try
        {
            return Number(File.ReadLines(task + "/status")
                .First(line => line.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal)).Split('\t')[1]);
        }
        catch (IOException)
        {
            // Ended between the listing and the reading.
            return 0;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
