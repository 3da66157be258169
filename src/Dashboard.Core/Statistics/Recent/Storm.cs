using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>Many short lives of one parent with one name.</summary>
/// <param name="Parent">Its name is as it is now; null when it is no longer held.</param>
/// <param name="Count">Those that ended in the window.</param>
/// <param name="Failed">How many of them match <c>is:failed</c>.</param>
/// <param name="MedianNs">Of their lifetimes.</param>
/// <param name="First">The first start.</param>
/// <param name="Last">The last end.</param>
public sealed record Storm(ProcessReference Parent, string Comm, int Count, int Failed, long MedianNs, Timestamp First, Timestamp Last)
{
    /// <summary>Fewer are what any build or login does.</summary>
    public const int MinCount = 100;

    /// <summary>A longer median lifetime is no storm, but a parent at work.</summary>
    public const long MaxMedianNs = 100_000_000;
}
