namespace Dashboard.Core.Statistics.Timeline;

/// <summary>In which order the rows of the timeline stand.</summary>
public enum TimelineGrouping
{
    /// <summary>Children under their parents.</summary>
    Tree,
    Comm,
    User,
    Cgroup,
}
