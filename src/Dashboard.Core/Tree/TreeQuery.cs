using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tree;

/// <summary>The requested part of the process tree.</summary>
public sealed record TreeQuery
{
    /// <summary>Matching rows are shown with their ancestors; null matches everything.</summary>
    public Func<ProcessRecord, bool>? Matches { get; init; }

    /// <summary>Hides ancestors that do not match; rows keep their depth among the shown rows.</summary>
    public bool MatchesOnly { get; init; }

    /// <summary>How long an exited process stays visible; null for ever.</summary>
    public long? LingerNs { get; init; } = 3_000_000_000;

    /// <summary>The reference time for ages and lingering.</summary>
    public required long NowBootNs { get; init; }

    /// <summary>Processes with collapsed children.</summary>
    public IReadOnlySet<ProcessId> Collapsed { get; init; } = new HashSet<ProcessId>();

    /// <summary>Minimum number of ended children of one parent with one name that share a row; int.MaxValue for never.</summary>
    public int StormSize { get; init; } = 25;

    /// <summary>Expanded storms.</summary>
    public IReadOnlySet<TreeRowKey> OpenStorms { get; init; } = new HashSet<TreeRowKey>();

    public TreeLineage By { get; init; }

    /// <summary>Top-level rows by what the processes belong to; below them processes are under their parents.</summary>
    public TreeGrouping GroupBy { get; init; }

    /// <summary>Collapsed groups.</summary>
    public IReadOnlySet<TreeGroupKey> CollapsedGroups { get; init; } = new HashSet<TreeGroupKey>();

    /// <summary>Show this process and its descendants only.</summary>
    public ProcessId? Zoom { get; init; }

    /// <summary>Always shown while the table holds it, whenever it exited: the selected row.</summary>
    public ProcessId? Pinned { get; init; }

    /// <summary>Rows have their command line: texts that are made for each row.</summary>
    public bool WithCommands { get; init; }

    /// <summary>The page names its largest storm, even where no visible row shows it.</summary>
    public bool AnnouncesStorms { get; init; }

    /// <summary>Index of the page's first row.</summary>
    public int Offset { get; init; }

    /// <summary>Number of rows in the page; the caller limits it to what is visible.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Would be shown itself without the filter: live, recently ended, or selected.</summary>
    internal bool Keeps(ProcessRecord record)
        => record.Alive || LingerNs is not { } linger || record.ExitBootNs >= NowBootNs - linger || record.Id == Pinned;

    /// <summary>At the moment shown, which is in the past while the view is paused.</summary>
    internal bool HasEnded(ProcessRecord record) => !record.Alive && record.ExitBootNs <= NowBootNs;
}
