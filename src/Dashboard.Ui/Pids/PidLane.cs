namespace Dashboard.Ui.Pids;

/// <summary>One PID as drawn in a lane.</summary>
/// <param name="Fact">Contains only the newest lives.</param>
/// <param name="Matching">The numbers of the lives that match the filter.</param>
/// <param name="AtMoment">The life that had the PID at the selected moment; null when there is none or no moment is selected.</param>
public sealed record PidLane(PidFact Fact, IReadOnlySet<int> Matching, int? AtMoment);
