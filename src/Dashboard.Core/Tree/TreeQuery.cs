using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tree;

/// <summary>Which part of the process tree is to be shown.</summary>
public sealed record TreeQuery
{
    /// <summary>Rows that match are shown, and their ancestors with them; null matches everything.</summary>
    public Func<ProcessRecord, bool>? Matches { get; init; }

    /// <summary>Hide the ancestors that do not match themselves; rows keep the depth of what is shown above them.</summary>
    public bool MatchesOnly { get; init; }

    /// <summary>How long an exited process stays after its exit; null keeps all.</summary>
    public long? LingerNs { get; init; } = 3_000_000_000;

    /// <summary>The moment that ages and lingering are counted to.</summary>
    public required long NowBootNs { get; init; }

    /// <summary>Processes whose children are folded away.</summary>
    public IReadOnlySet<ProcessId> Collapsed { get; init; } = new HashSet<ProcessId>();

    /// <summary>As many ended children of one parent with one name stand in one row; int.MaxValue: each in its own.</summary>
    public int StormSize { get; init; } = 25;

    /// <summary>Storms whose children stand below them.</summary>
    public IReadOnlySet<TreeRowKey> OpenStorms { get; init; } = new HashSet<TreeRowKey>();

    public TreeLineage By { get; init; }

    /// <summary>Rows at the top for what the processes are in; below them they stand under their parents.</summary>
    public TreeGrouping GroupBy { get; init; }

    /// <summary>Groups whose processes are folded away.</summary>
    public IReadOnlySet<TreeGroupKey> CollapsedGroups { get; init; } = new HashSet<TreeGroupKey>();

    /// <summary>Show this process and its descendants only.</summary>
    public ProcessId? Zoom { get; init; }

    /// <summary>Always shown while the table holds it, however long ago it exited: the selected row.</summary>
    public ProcessId? Pinned { get; init; }

    /// <summary>First row of the page.</summary>
    public int Offset { get; init; }

    /// <summary>Rows of the page; bounded by the caller to what is visible.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Shown for itself, were it not for the filter: alive, ended lately, or selected.</summary>
    internal bool Keeps(ProcessRecord record)
        => record.Alive || LingerNs is not { } linger || record.ExitBootNs >= NowBootNs - linger || record.Id == Pinned;

    /// <summary>At the moment that is shown, which is earlier than now while the view is paused.</summary>
    internal bool HasEnded(ProcessRecord record) => !record.Alive && record.ExitBootNs <= NowBootNs;
}
