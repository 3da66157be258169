namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The order of the timeline's rows.</summary>
public enum TimelineGrouping
{
    /// <summary>Children under their parents.</summary>
    Tree,
    Comm,
    User,
    Cgroup,
}
