namespace Dashboard.Core.Statistics.Timeline;

/// <summary>Processes of one name, user or cgroup in the visible range.</summary>
/// <param name="Name">Chosen by a process, not escaped.</param>
/// <param name="AtOnce">The maximum number alive at one moment, in equal steps over the range.</param>
public sealed record TimelineGroup(string Name, int Count, int Failed, int Running, bool Open, IReadOnlyList<int> AtOnce)
{
    /// <summary>The maximum number alive at one moment of the range.</summary>
    public int MostAtOnce => AtOnce.Max();
}
