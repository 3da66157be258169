using Dashboard.Ui.Process;

namespace Dashboard.Ui.Pids;

/// <summary>A pid number and the processes that it was.</summary>
/// <param name="LifeCount">All lives of this capture, also those no longer held.</param>
/// <param name="Lives">Oldest first, the newest of those held.</param>
/// <param name="ShortestGapNs">The shortest time that the number was free between two of them.</param>
public sealed record PidFact(int Pid, int LifeCount, IReadOnlyList<LifeFact> Lives, long? ShortestGapNs);
