namespace Dashboard.Core.Statistics.Spawning;

/// <summary>What a process ran after its fork.</summary>
public enum SpawnKind
{
    /// <summary>It runs, or ran last, a program started by exec.</summary>
    Exec,

    /// <summary>It did not call exec: it runs, or ran, its parent's program.</summary>
    NoExec,

    /// <summary>All its execs failed.</summary>
    FailedExec,
}
