using Dashboard.Benchmarks.Reporting;

namespace Dashboard.Benchmarks.Cycle;

/// <summary>All rounds of one tracer in one placement.</summary>
/// <param name="bare">Those without a tracer, which all tracers of that placement share: more of them, spread over the same time.</param>
internal sealed class CycleSeries(List<double> bare)
{
    private readonly List<double> _with = [];

    public void Add(double without, double with)
    {
        bare.Add(without);
        _with.Add(with);
    }

    public double BareAt(double part) => new Samples(bare).At(part);

    /// <summary>The difference of the two percentiles: a percentile of the differences would choose the rounds whose bare half was disturbed.</summary>
    public double AddedAt(double part) => new Samples(_with).At(part) - BareAt(part);
}
