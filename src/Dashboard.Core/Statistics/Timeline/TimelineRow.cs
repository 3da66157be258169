namespace Dashboard.Core.Statistics.Timeline;

/// <summary>One row as the timeline shows it: a process, or the head of a group. A copy, safe to keep.</summary>
public sealed record TimelineRow
{
    /// <summary>The row's number, from 0.</summary>
    public required int Index { get; init; }

    public required int Level { get; init; }

    public required int PosInSet { get; init; }

    public required int SetSize { get; init; }

    /// <summary>Rows up to the parent's row; 0 for a root and inside groups.</summary>
    public required int RowsToParent { get; init; }

    /// <summary>Set for the head of a group; then there is no process.</summary>
    public TimelineGroup? Group { get; init; }

    /// <summary>The process; null for the head of a group.</summary>
    public TimelineProcess? Process { get; init; }

    /// <summary>What the row is called in the page, and stays while others come and go.</summary>
    public string Key => Group is { } group ? GroupKey(group.Name) : Process!.Id.ToString();

    public static string GroupKey(string name) => $"group {name}";
}
