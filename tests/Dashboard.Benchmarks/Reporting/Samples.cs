namespace Dashboard.Benchmarks.Reporting;

/// <summary>Measured values in order of size.</summary>
internal sealed class Samples
{
    private readonly double[] _sorted;

    public Samples(IEnumerable<double> values) => _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    /// <summary>What repeats on a machine that does other things too; see docs/performance.md.</summary>
    public double P20 => At(0.2);

    public double Median => At(0.5);

    /// <summary>With all that happened: collections, other programs.</summary>
    public double Mean => _sorted.Average();

    public double P99 => At(0.99);

    public double Worst => _sorted[^1];

    public double At(double part) => _sorted[Math.Clamp((int)Math.Round(part * (_sorted.Length - 1)), 0, _sorted.Length - 1)];
}
