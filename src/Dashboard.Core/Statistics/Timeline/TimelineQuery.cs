using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>Which processes a timeline is about.</summary>
public sealed record TimelineQuery
{
    /// <summary>Null matches everything.</summary>
    public Func<ProcessRecord, bool>? Matches { get; init; }

    public TimelineGrouping Grouping { get; init; }

    /// <summary>This process and its descendants only.</summary>
    public ProcessId? Zoom { get; init; }

    /// <summary>The moment that the picture shows: now, or where the view was stopped.</summary>
    public required long NowBootNs { get; init; }
}
