using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Statistics.Volume;

/// <summary>Which values a field has in some events, the most frequent first.</summary>
/// <param name="Values">At most <see cref="EventTally.MostValues"/>.</param>
/// <param name="Distinct">How many values there are; a lower bound when <paramref name="IsOverfull"/>.</param>
/// <param name="IsOverfull">There were more different values than are told apart.</param>
public sealed record EventFacet(FilterField Field, IReadOnlyList<FilterValueCount> Values, int Distinct, bool IsOverfull);
