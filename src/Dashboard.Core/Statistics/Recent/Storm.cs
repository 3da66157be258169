using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>Many short lives of one parent with one name.</summary>
/// <param name="Parent">Its name is as it is now; null when it is no longer held.</param>
/// <param name="Count">Those that ended in the time of <see cref="RecentFigures.Ended"/>.</param>
/// <param name="Failed">How many of them match <c>is:failed</c>.</param>
/// <param name="MedianNs">Of their lifetimes.</param>
public sealed record Storm(ProcessReference Parent, string Comm, int Count, int Failed, long MedianNs)
{
    /// <summary>As many as the tree folds into one row.</summary>
    public const int MinCount = 25;

    /// <summary>A median lifetime from here on is no storm, but a busy parent.</summary>
    public const long MaxMedianNs = 1_000_000_000;
}
