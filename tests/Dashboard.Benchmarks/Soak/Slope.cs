using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Dashboard.Benchmarks.Soak;

/// <summary>The line of least squares through measured values, and how sure its slope is.</summary>
/// <param name="PerUnit">What the value grows by for one unit of the other axis.</param>
/// <param name="Margin">Half of the 95 % confidence interval of the slope.</param>
internal readonly record struct Slope(double PerUnit, double Margin)
{
    /// <summary>Whether zero lies outside of the interval.</summary>
    public bool IsDistinctFromZero => Math.Abs(PerUnit) > Margin;

    /// <param name="at">At least three, not all equal.</param>
    public static Slope Of(double[] at, double[] values)
    {
        var (intercept, slope) = Fit.Line(at, values);
        var freedom = at.Length - 2;
        var unexplained = at.Zip(values, (x, y) => Math.Pow(y - intercept - slope * x, 2)).Sum();
        var spread = at.PopulationVariance() * at.Length;
        var error = Math.Sqrt(unexplained / freedom / spread);
        return new Slope(slope, error * StudentT.InvCDF(0, 1, freedom, 0.975));
    }
}
