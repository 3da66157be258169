namespace Dashboard.Core.Statistics.Timeline;

/// <summary>Processes of one name, user or cgroup in the visible range, or ended children of one parent with one name: a storm.</summary>
/// <param name="Key">What opens and closes it: the name of a group; of a storm, its parent and its name.</param>
/// <param name="Name">Chosen by a process, not escaped.</param>
/// <param name="AtOnce">The maximum number alive at one moment, in equal steps over the range.</param>
/// <param name="FailedAt">Failures in the same steps: at the end of a process, or at the last failed call of a running one.</param>
public sealed record TimelineGroup(
    string Key, string Name, int Count, int Failed, int Running, bool Open, IReadOnlyList<int> AtOnce, IReadOnlyList<int> FailedAt)
{
    public bool IsStorm => Key != Name;

    /// <summary>The maximum number alive at one moment of the range.</summary>
    public int MostAtOnce => AtOnce.Max();
}
