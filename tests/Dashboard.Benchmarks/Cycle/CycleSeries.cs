using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Workloads;

namespace Dashboard.Benchmarks.Cycle;

/// <summary>All rounds of one tracer in one placement.</summary>
internal sealed class CycleSeries(List<Piece> bare, bool stopsReference)
{
    private double _seconds;
    private long _cycles;

    public Comparison Wall { get; } = new(bare, stopsReference);

    /// <summary>The tracer's own user and system time for each cycle; null where it was not asked.</summary>
    public double? OwnMicroseconds => _cycles > 0 ? _seconds / _cycles * 1e6 : null;

    public void AddOwn(double seconds, long cycles) => (_seconds, _cycles) = (_seconds + seconds, _cycles + cycles);
}
