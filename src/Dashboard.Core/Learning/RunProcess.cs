using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Learning;

/// <summary>One process of a run, as known from its events.</summary>
public sealed record RunProcess
{
    public required ProcessId Id { get; init; }

    public int Pid => Id.Pid;

    /// <summary>The birth parent inside the run; null for the first process.</summary>
    public RunProcess? Parent { get; init; }

    /// <summary>1 for the first process.</summary>
    public int Level => (Parent?.Level ?? 0) + 1;

    /// <summary>1 for the first process of the run with this pid, 2 for the second …</summary>
    public required int Life { get; init; }

    /// <summary>Its events, oldest first. At least one.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>The fork that created it; null for the first process, whose fork is not part of the run.</summary>
    public RunEvent? Birth => Events[0].Kind == EventKind.Fork ? Events[0] : null;

    public string Comm => Events[^1].Comm;

    /// <summary>Its successful execs.</summary>
    public IEnumerable<RunEvent> Images => Events.Where(e => e.IsNewImage);

    public IEnumerable<RunEvent> FailedExecs => Events.Where(e => e.IsFailedExec);

    public RunEvent? Exit => Events.FirstOrDefault(e => e.Kind == EventKind.Exit);

    public RunEvent? Reap => Events.FirstOrDefault(e => e.Kind == EventKind.Reap);

    public bool Execs(string path) => Events.Any(e => e.Execs(path));
}
