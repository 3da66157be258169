using Dashboard.Core.Events;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Server.Hubs;

/// <summary>
/// A piece of the live stream. Batches are contiguous: each begins after the end of the previous one, plus the skipped
/// events.
/// </summary>
/// <param name="FromSeq">The first sequence number it covers.</param>
/// <param name="ToSeq">The last sequence number it covers; pass it to Subscribe to continue after it. FromSeq - 1 when it covers none.</param>
/// <param name="Skipped">How many events before FromSeq this reader missed because it was too slow; the filter is not applied.</param>
/// <param name="Summary">
/// The processes that ended among the skipped events, grouped by name, most frequent first; the filter is not applied: "nop x
/// 4,812, 0 failed, median 0.3 ms". May include up to 1,022 events around them; empty when nothing was skipped.
/// </param>
/// <param name="Events">The covered events that match the filter, oldest first.</param>
public sealed record EventBatch(long FromSeq, long ToSeq, long Skipped, IReadOnlyList<ExitSummary> Summary, IReadOnlyList<LifecycleEvent> Events);
