using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Statistics.Volume;

namespace Dashboard.Ui.Events;

/// <summary>What the facets and the strip of the events page show: a copy, made at a pace.</summary>
/// <param name="Total">Rows in the chosen range, of what the filter lets through.</param>
/// <param name="Failed">Those of them that are failures.</param>
/// <param name="Since">Where the events that are held begin.</param>
/// <param name="IsWhole">Nothing of the capture has been forgotten yet.</param>
/// <param name="Held">Events that are held, whatever the filter lets through.</param>
public sealed record EventSummary(
    IReadOnlyList<EventFacet> Facets, EventVolume Volume, IReadOnlyList<LossBand> Losses, long Total, long Failed, Timestamp Since, bool IsWhole, int Held)
{
    public static readonly EventSummary None = new([], new EventVolume(0, 1, []), [], 0, 0, default, true, 0);
}
