using System.Globalization;

namespace Dashboard.Benchmarks.Workloads;

/// <summary>The last line of workload.c: what it did, as the kernel's own answers told it, and how long that took.</summary>
/// <param name="Nanoseconds">Of one cycle or call; of the whole run where it is a storm or paced.</param>
internal sealed record WorkloadResult(long Cycles, long Failures, double Nanoseconds)
{
    public static WorkloadResult Parse(IReadOnlyList<string> output)
    {
        if (output.Count == 0)
        {
            throw new InvalidOperationException("The workload said nothing.");
        }

        var words = output[^1].Split(' ');
        return new WorkloadResult(
            long.Parse(Value(words, "cycles") ?? "0", CultureInfo.InvariantCulture),
            long.Parse(Value(words, "failures") ?? "0", CultureInfo.InvariantCulture),
            double.Parse(Value(words, "ns")!, CultureInfo.InvariantCulture));
    }

    private static string? Value(string[] words, string name)
        => Array.IndexOf(words, name) is >= 0 and var at ? words[at + 1] : null;
}
