using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.Statistics.Failures;

/// <summary>A group of failures that makes up much more of a range of time than of the time around it.</summary>
/// <param name="Group">What is common to them; the fields that are not are null. Its count is that inside.</param>
/// <param name="InsideTotal">All failures in the range.</param>
/// <param name="OutsideCount">As many outside.</param>
/// <param name="OutsideTotal">All failures outside.</param>
public sealed record Overrepresented(ErrnoGroup Group, long InsideTotal, long OutsideCount, long OutsideTotal);
