using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tree;

/// <summary>One process in the tree, or a storm: a copy, safe to keep after the query.</summary>
public sealed record TreeRow
{
    /// <summary>The process; for a storm its parent.</summary>
    public required ProcessId Id { get; init; }

    /// <summary>Set for a storm; then the process fields below have no meaning.</summary>
    public StormSummary? Storm { get; init; }

    /// <summary>Set for a group; then the process fields below have no meaning.</summary>
    public TreeGroup? Group { get; init; }

    /// <summary>Set for a storm directly below a group.</summary>
    public TreeGroupKey? StormGroup { get; init; }

    public TreeRowKey Key => new(Id, Storm is null ? null : Comm, Group?.Key ?? StormGroup);

    /// <summary>Depth among the shown rows, from 1 (aria-level).</summary>
    public required int Level { get; init; }

    /// <summary>Position among the shown siblings, from 1.</summary>
    public required int PosInSet { get; init; }

    public required int SetSize { get; init; }

    public required bool HasChildren { get; init; }

    public required bool Expanded { get; init; }

    /// <summary>False for an ancestor that is shown because a descendant matches.</summary>
    public required bool IsMatch { get; init; }

    public required string Comm { get; init; }

    public required int Life { get; init; }

    public required ProcessState State { get; init; }

    public required bool FromSnapshot { get; init; }

    public ForkMethod? How { get; init; }

    /// <summary>Without arguments.</summary>
    public required IReadOnlyList<Image> Images { get; init; }

    /// <summary>The last image with the beginning of its arguments; null when commands were not asked for.</summary>
    public Image? Command { get; init; }

    /// <summary>Without arguments.</summary>
    public required IReadOnlyList<FailedExec> FailedExecs { get; init; }

    public required long FinalFailureCount { get; init; }

    public ProcessExit? Exit { get; init; }

    public required bool Failed { get; init; }

    public required long LifetimeNs { get; init; }

    /// <summary>See <see cref="ProcessRecord.BeganBootNs"/>.</summary>
    public required long BeganBootNs { get; init; }

    /// <summary>Read at the exit; null while it runs, and where the exit was not seen.</summary>
    public ResourceUsage? Usage { get; init; }

    /// <summary>The parent by the tree's lineage; null when unknown.</summary>
    public ProcessReference? Parent { get; init; }

    public string? User { get; init; }

    public required int ChildCount { get; init; }

    public required int LiveChildCount { get; init; }

    /// <summary>Changes whenever the row may have changed.</summary>
    public required long ChangedSeq { get; init; }
}
