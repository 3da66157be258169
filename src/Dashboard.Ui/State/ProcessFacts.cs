using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.State;

/// <summary>One process, whole: a copy of what the store knows of it, for the details pane and the process page.</summary>
public sealed record ProcessFacts
{
    /// <summary>Bound of <see cref="Lineage"/>: a process may be forked from a fork from a fork …</summary>
    public const int MaxLineage = 64;

    /// <summary>Bound of <see cref="Children"/>; <see cref="ChildCount"/> is the true number.</summary>
    public const int MaxChildren = 40;

    /// <summary>Bound of <see cref="Lives"/>: the newest.</summary>
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

    public IReadOnlyList<string> Inferred { get; init; } = [];

    public long LifetimeNs { get; init; }

    /// <summary>From the oldest known ancestor to the parent, by birth.</summary>
    public required IReadOnlyList<ProcessReference> Lineage { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ChildFact> Children { get; init; }

    public int ChildCount { get; init; }

    public int LiveChildCount { get; init; }

    /// <summary>The lives of this pid number, oldest first, this one among them.</summary>
    public required IReadOnlyList<LifeFact> Lives { get; init; }

    public int LifeCount { get; init; }

    /// <summary>The moment that the facts are of.</summary>
    public long NowBootNs { get; init; }

    public int Pid => Id.Pid;

    public Image Image => Images[^1];

    /// <summary>Null when the store does not hold the process (any more).</summary>
    public static ProcessFacts? Find(StoreView view, ProcessId id, long nowBootNs)
        => view.Processes.Find(id) is { } record ? Of(view, record, nowBootNs) : null;

    private static ProcessFacts Of(StoreView view, ProcessRecord record, long nowBootNs)
    {
        var lives = view.Processes.Lives(record.Pid);
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
            Images = [.. record.Images],
            ExecCount = record.ExecCount,
            FailedExecs = [.. record.FailedExecs],
            FailedExecCount = record.FailedExecCount,
            FinalFailureCount = record.FinalFailureCount,
            ForkFailures = record.ForkFailures is { } failures ? new Dictionary<long, long>(failures) : null,
            Threads = record.Threads,
            Exit = record.Exit,
            Reaped = record.Reaped,
            Usage = record.Usage,
            Context = record.Context,
            Cwd = record.Cwd,
            Inferred = record.Inferred ?? [],
            LifetimeNs = record.LifetimeNs(nowBootNs),
            Lineage = LineageOf(view.Processes, record),
            Children = [.. record.Children.Take(MaxChildren).Select(ChildFact.Of)],
            ChildCount = record.ChildCount,
            LiveChildCount = record.LiveChildCount,
            Lives = lives is null ? [] : LifeFact.Of(lives, nowBootNs, MaxLives),
            LifeCount = lives?.Count ?? 1,
            NowBootNs = nowBootNs,
        };
    }

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
