using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Process;

/// <summary>Snapshot of everything the store has on one process, for the details pane and the process page.</summary>
public sealed record ProcessFacts
{
    /// <summary>Bound of <see cref="Lineage"/>: the chain of parents may be long.</summary>
    public const int MaxLineage = 64;

    /// <summary>Bound of <see cref="Children"/>; <see cref="ChildCount"/> is the full count.</summary>
    public const int MaxChildren = 40;

    /// <summary>Maximum children checked for outliving the process, because the store is locked meanwhile.</summary>
    private const int MaxCheckedChildren = 5_000;

    /// <summary>Bound of <see cref="Lives"/>; the newest are kept.</summary>
    public const int MaxLives = 50;

    public required ProcessId Id { get; init; }

    public required string Comm { get; init; }

    public required ProcessState State { get; init; }

    public required bool FromSnapshot { get; init; }

    public required int Life { get; init; }

    public required Timestamp Start { get; init; }

    public ForkMethod? How { get; init; }

    public IReadOnlyList<string>? CloneFlags { get; init; }

    public ProcessReference? BornBy { get; init; }

    public ProcessReference? Parent { get; init; }

    public ProcessReference? CurrentParent { get; init; }

    /// <summary>The parent at birth, or for a process that already ran, its parent when capture began.</summary>
    public ProcessReference? FirstParent { get; init; }

    /// <summary>When <see cref="FirstParent"/> ended; null while it runs or when it was evicted.</summary>
    public long? ParentEndBootNs { get; init; }

    /// <summary>The adopter's PID inside its PID namespace: 1 for an init, any other for a subreaper.</summary>
    public int? AdopterPidInside { get; init; }

    /// <summary>The original parent ended first.</summary>
    public bool Orphaned => FirstParent is { } first && first.Id != CurrentParent?.Id;

    public bool HasOtherParentThanCreator => Parent is { } parent && BornBy is { } creator && parent.Pid != creator.Pid;

    public required IReadOnlyList<Image> Images { get; init; }

    public int ExecCount { get; init; }

    public required IReadOnlyList<FailedExec> FailedExecs { get; init; }

    public long FailedExecCount { get; init; }

    public long FinalFailureCount { get; init; }

    public IReadOnlyDictionary<long, long>? ForkFailures { get; init; }

    public int Threads { get; init; }

    public ProcessExit? Exit { get; init; }

    public ProcessReap? Reaped { get; init; }

    public ResourceUsage? Usage { get; init; }

    public ProcessContext? Context { get; init; }

    public string? Cwd { get; init; }

    public InferredFields Inferred { get; init; }

    public long LifetimeNs { get; init; }

    /// <summary>See <see cref="ProcessRecord.WaitedNs"/>.</summary>
    public long WaitedNs { get; init; }

    /// <summary>Ancestors by birth, from the oldest known to the parent.</summary>
    public required IReadOnlyList<ProcessReference> Lineage { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ChildFact> Children { get; init; }

    public int ChildCount { get; init; }

    public int LiveChildCount { get; init; }

    /// <summary>Number of children that outlived the process, among the first <see cref="MaxCheckedChildren"/>.</summary>
    public int LeftChildCount { get; init; }

    /// <summary>More children exist than were checked.</summary>
    public bool LeftMayBeMore { get; init; }

    /// <summary>The first child that outlived the process.</summary>
    public ProcessReference? LeftChild { get; init; }

    /// <summary>The process that adopted them; null when not observed.</summary>
    public ProcessReference? ChildrenAdopter { get; init; }

    /// <summary>All lives of this PID, oldest first, including this one.</summary>
    public required IReadOnlyList<LifeFact> Lives { get; init; }

    public int LifeCount { get; init; }

    /// <summary>The moment of the snapshot.</summary>
    public long NowBootNs { get; init; }

    public int Pid => Id.Pid;

    public Image Image => Images[^1];

    /// <summary>Null when the process was not seen or was evicted.</summary>
    public static ProcessFacts? Find(StoreReader view, ProcessId id, long nowBootNs)
        => view.Processes.Find(id) is { } record ? Of(view, record, nowBootNs) : null;

    private static ProcessFacts Of(StoreReader view, ProcessRecord record, long nowBootNs)
    {
        var lives = view.Processes.Lives(record.Pid);
        var parent = record.ParentRecord is { } above && above != view.Processes.Root ? above : null;
        var left = LeftBy(record);
        return new ProcessFacts
        {
            Id = record.Id,
            Comm = record.Comm,
            State = record.State,
            FromSnapshot = record.FromSnapshot,
            Life = record.Life,
            Start = record.Start,
            How = record.How,
            CloneFlags = record.CloneFlags,
            BornBy = record.BornBy,
            Parent = record.Parent,
            CurrentParent = record.CurrentParent,
            FirstParent = record.Parent ?? parent?.ToReference(),
            ParentEndBootNs = parent?.Exit?.BootNs,
            AdopterPidInside = record.CurrentParent?.Id is { } now ? view.Processes.Find(now)?.Context?.PidInNamespace : null,
            Images = record.Images,
            ExecCount = record.ExecCount,
            FailedExecs = record.FailedExecs,
            FailedExecCount = record.FailedExecCount,
            FinalFailureCount = record.FinalFailureCount,
            ForkFailures = record.ForkFailures is { } failures ? new Dictionary<long, long>(failures) : null,
            Threads = record.Threads,
            Exit = record.Exit,
            Reaped = record.Reaped,
            Usage = record.Usage,
            Context = record.Context,
            Cwd = record.Cwd,
            Inferred = record.Inferred,
            LifetimeNs = record.LifetimeNs(nowBootNs),
            WaitedNs = record.WaitedNs,
            Lineage = LineageOf(view.Processes, record),
            Children = [.. record.Children.Take(MaxChildren).Select(child => ChildFact.Of(child, nowBootNs))],
            ChildCount = record.ChildCount,
            LiveChildCount = record.LiveChildCount,
            LeftChildCount = left.Count,
            LeftMayBeMore = record.ChildCount > MaxCheckedChildren,
            LeftChild = left.FirstOrDefault()?.ToReference(),
            ChildrenAdopter = left.Select(child => child.CurrentParent).FirstOrDefault(adopter => adopter?.Id != record.Id),
            Lives = lives is null ? [] : LifeFact.Of(lives, nowBootNs, MaxLives),
            LifeCount = lives?.Count ?? 1,
            NowBootNs = nowBootNs,
        };
    }

    private static List<ProcessRecord> LeftBy(ProcessRecord record) => record.Exit is { } exit
        ? [.. record.Children.Take(MaxCheckedChildren).Where(c => c.Exit is null || c.Exit.BootNs > exit.BootNs)]
        : [];

    private static List<ProcessReference> LineageOf(ProcessTable table, ProcessRecord record)
    {
        var lineage = new List<ProcessReference>();
        for (var parent = record.ParentRecord; parent is not null && parent != table.Root && lineage.Count < MaxLineage; parent = parent.ParentRecord)
        {
            lineage.Add(parent.ToReference());
        }

        lineage.Reverse();
        return lineage;
    }
}
