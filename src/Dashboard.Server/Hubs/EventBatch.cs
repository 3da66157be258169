using Dashboard.Core.Events;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Server.Hubs;

/// <summary>
/// A piece of the live stream. Batches follow each other without a hole: a batch begins where the one before ended,
/// plus what was skipped.
/// </summary>
/// <param name="FromSeq">The first sequence number it covers.</param>
/// <param name="ToSeq">The last one; hand it to Subscribe to continue after it. One less than FromSeq when it covers none.</param>
/// <param name="Skipped">How many events before FromSeq this reader missed because it was too slow, whatever the filter.</param>
/// <param name="Summary">
/// What ended among the skipped events, by name and whatever the filter, most frequent first: "nop x 4,812, 0 failed, median
/// 0.3 ms". May tell of up to 1,022 events around them, too; empty when nothing was skipped.
/// </param>
/// <param name="Events">Those of the covered events that match the filter, oldest first.</param>
public sealed record EventBatch(long FromSeq, long ToSeq, long Skipped, IReadOnlyList<ExitSummary> Summary, IReadOnlyList<LifecycleEvent> Events);
