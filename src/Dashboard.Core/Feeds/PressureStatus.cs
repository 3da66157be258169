using Dashboard.Core.Events;

namespace Dashboard.Core.Feeds;

/// <summary>What happened since attach while the ring buffer was filling up.</summary>
/// <param name="Shed">Arguments and paths that were left out, and records that are missing, whatever lost them.</param>
/// <param name="Origin">Whose they were, where that is known: at most five, those that lost most first.</param>
/// <param name="Culprits">Who filled it: at most five, the largest first.</param>
public sealed record PressureStatus(ShedCounts Shed, IReadOnlyList<LossOrigin> Origin, IReadOnlyList<Culprit> Culprits);
