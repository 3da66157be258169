using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.Statistics.Failures;

/// <summary>A group of failures with a much larger share in a time range than outside.</summary>
/// <param name="Group">The common fields; others are null. Its count is the one inside.</param>
/// <param name="InsideTotal">All failures in the range.</param>
/// <param name="OutsideCount">Failures of the group outside.</param>
/// <param name="OutsideTotal">All failures outside.</param>
public sealed record Overrepresented(ErrnoGroup Group, long InsideTotal, long OutsideCount, long OutsideTotal);
