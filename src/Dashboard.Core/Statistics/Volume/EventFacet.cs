using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Statistics.Volume;

/// <summary>The values of a field in some events, most frequent first.</summary>
/// <param name="Values">At most <see cref="EventTally.MaxValues"/>.</param>
/// <param name="Distinct">The number of distinct values; a lower bound when <paramref name="IsOverfull"/>.</param>
/// <param name="IsOverfull">There were more distinct values than are counted.</param>
public sealed record EventFacet(FilterField Field, IReadOnlyList<FilterValueCount> Values, int Distinct, bool IsOverfull);
