namespace Dashboard.Core.Statistics.Timeline;

/// <summary>One row of the timeline: a process, or a group header. A copy, safe to keep.</summary>
public sealed record TimelineRow
{
    /// <summary>The row's number, from 0.</summary>
    public required int Index { get; init; }

    public required int Level { get; init; }

    public required int PosInSet { get; init; }

    public required int SetSize { get; init; }

    /// <summary>Distance to the parent's row; 0 for a root and inside groups.</summary>
    public required int RowsToParent { get; init; }

    /// <summary>Set for a group header; the process is null then.</summary>
    public TimelineGroup? Group { get; init; }

    /// <summary>The process; null for a group header.</summary>
    public TimelineProcess? Process { get; init; }

    /// <summary>The row's key in the page, which does not change when other rows do.</summary>
    public string Key => Group is { } group ? GroupKey(group.Key) : Process!.Id.ToString();

    public static string GroupKey(string key) => $"group {key}";
}
