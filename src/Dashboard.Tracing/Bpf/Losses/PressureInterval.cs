using Dashboard.Core.Events;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>What happened under pressure since it was last told.</summary>
/// <param name="All">By the counters: all of it.</param>
/// <param name="Origins">Of some columns: whose it was, at most five.</param>
/// <param name="Culprits">Who filled the ring; at most five.</param>
internal sealed record PressureInterval(PressureCounts All, Func<Range, IReadOnlyList<LossOrigin>> Origins, IReadOnlyList<Culprit> Culprits);
