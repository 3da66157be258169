using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Statistics.Volume;

namespace Dashboard.Ui.Events;

/// <summary>Snapshot for the facets and the strip of the events page.</summary>
/// <param name="Total">Matching rows in the chosen range.</param>
/// <param name="Failed">Failures among them.</param>
/// <param name="Since">Time of the oldest held event.</param>
/// <param name="IsWhole">No event has been evicted yet.</param>
/// <param name="Held">All held events, matching or not.</param>
public sealed record EventSummary(
    IReadOnlyList<EventFacet> Facets, EventVolume Volume, IReadOnlyList<LossBand> Losses, long Total, long Failed, Timestamp Since, bool IsWhole, int Held)
{
    /// <summary>Before the first count.</summary>
    public static readonly EventSummary None = new([], new EventVolume(0, 1, []), [], 0, 0, default, true, 0);
}
