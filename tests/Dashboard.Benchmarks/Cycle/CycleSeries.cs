using Dashboard.Benchmarks.Reporting;

namespace Dashboard.Benchmarks.Cycle;

/// <summary>All rounds of one tracer in one placement: microseconds of a cycle.</summary>
internal sealed class CycleSeries
{
    private readonly List<double> _without = [];
    private readonly List<double> _with = [];

    public void Add(double without, double with)
    {
        _without.Add(without);
        _with.Add(with);
    }

    public double BareAt(double part) => new Samples(_without).At(part);

    /// <summary>The difference of the two percentiles: a percentile of the differences would choose the rounds whose bare half was disturbed.</summary>
    public double AddedAt(double part) => new Samples(_with).At(part) - BareAt(part);
}
