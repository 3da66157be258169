using System.Globalization;

namespace Dashboard.Benchmarks.Workloads;

/// <summary>What workload.c did, as the kernel's own answers told it, and how long that took.</summary>
/// <param name="Nanoseconds">Of the whole run; 0 where it is timed in pieces.</param>
/// <param name="Pieces">Each the mean of all workers.</param>
internal sealed record WorkloadResult(long Cycles, long Failures, double Nanoseconds, IReadOnlyList<Piece> Pieces)
{
    public WorkloadResult(long cycles, long failures)
        : this(cycles, failures, 0, [])
    {
    }

    public static WorkloadResult operator +(WorkloadResult a, WorkloadResult b)
        => new(a.Cycles + b.Cycles, a.Failures + b.Failures, a.Nanoseconds + b.Nanoseconds, [.. a.Pieces, .. b.Pieces]);

    public static WorkloadResult Parse(IReadOnlyList<string> output)
    {
        if (output.Count == 0)
        {
            throw new InvalidOperationException("The workload said nothing.");
        }

        var words = string.Join(' ', output).Split(' ');
        return new WorkloadResult(
            (long)Numbers(words, "cycles").FirstOrDefault(),
            (long)Numbers(words, "failures").FirstOrDefault(),
            Numbers(words, "ns").FirstOrDefault(),
            [.. Numbers(words, "pieces").Chunk(2).Select(piece => new Piece(piece[0], piece[1]))]);
    }

    private static IEnumerable<double> Numbers(string[] words, string name)
        => words.SkipWhile(word => word != name).Skip(1)
            .TakeWhile(word => double.TryParse(word, CultureInfo.InvariantCulture, out _))
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture));
}
