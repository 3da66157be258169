using Dashboard.Core.Events;

namespace Dashboard.Core.Feeds;

/// <summary>What happened since attach while the ring buffer was filling up.</summary>
/// <param name="Shed">Arguments and paths that were left out, and records lost for whatever cause.</param>
/// <param name="Origin">The processes that lost events, where known: at most five, by losses.</param>
/// <param name="Culprits">The processes that filled the ring: at most five, by size.</param>
public sealed record PressureStatus(ShedCounts Shed, IReadOnlyList<LossOrigin> Origin, IReadOnlyList<Culprit> Culprits);
