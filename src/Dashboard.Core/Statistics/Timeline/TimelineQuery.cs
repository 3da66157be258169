using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>The processes that a timeline shows.</summary>
public sealed record TimelineQuery
{
    /// <summary>Null matches everything.</summary>
    public Func<ProcessRecord, bool>? Matches { get; init; }

    public TimelineGrouping Grouping { get; init; }

    /// <summary>This process and its descendants only.</summary>
    public ProcessId? Zoom { get; init; }

    /// <summary>The moment shown: now, or that of a paused view.</summary>
    public required long NowBootNs { get; init; }
}
