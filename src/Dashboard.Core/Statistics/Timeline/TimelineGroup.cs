namespace Dashboard.Core.Statistics.Timeline;

/// <summary>Processes of one name, user or cgroup in the visible range.</summary>
/// <param name="Name">Chosen by a process, not escaped.</param>
/// <param name="Density">The number of concurrent processes, in equal steps over the range.</param>
public sealed record TimelineGroup(string Name, int Count, int Failed, int Running, bool Open, IReadOnlyList<int> Density);
