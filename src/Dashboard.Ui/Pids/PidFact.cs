using Dashboard.Ui.Process;

namespace Dashboard.Ui.Pids;

/// <summary>A PID and the processes that had it.</summary>
/// <param name="LifeCount">All lives in this capture, including evicted ones.</param>
/// <param name="Lives">The newest held lives, oldest first.</param>
/// <param name="ShortestGapNs">The shortest time the PID was free between two lives.</param>
public sealed record PidFact(int Pid, int LifeCount, IReadOnlyList<LifeFact> Lives, long? ShortestGapNs);
