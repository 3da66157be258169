namespace Dashboard.Ui.Pids;

/// <summary>One pid number as a lane draws it.</summary>
/// <param name="Fact">With the newest lives only.</param>
/// <param name="Matching">The lives that the filter lets through, by their number.</param>
/// <param name="AtMoment">The life that had the number at the moment that is asked about; null when nobody had, or none is asked about.</param>
public sealed record PidLane(PidFact Fact, IReadOnlySet<int> Matching, int? AtMoment);
