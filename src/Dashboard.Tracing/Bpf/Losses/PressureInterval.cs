using Dashboard.Core.Events;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Pressure since the last report.</summary>
/// <param name="All">Totals of the counters.</param>
/// <param name="Origins">The processes that some columns belong to, at most five.</param>
/// <param name="Culprits">The processes that filled the ring, at most five.</param>
internal sealed record PressureInterval(PressureCounts All, Func<Range, IReadOnlyList<LossOrigin>> Origins, IReadOnlyList<Culprit> Culprits);
