namespace Dashboard.Core.Statistics.Timeline;

/// <summary>Processes of one name, user or cgroup that lived in the visible range.</summary>
/// <param name="Name">As a process chose it.</param>
/// <param name="Density">How many lived at once, in equal steps over the range.</param>
public sealed record TimelineGroup(string Name, int Count, int Failed, int Running, bool Open, IReadOnlyList<int> Density);
