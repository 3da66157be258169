namespace Dashboard.Core.Statistics.Spawning;

/// <summary>What became of a process after its fork.</summary>
public enum SpawnKind
{
    /// <summary>It runs, or ran last, what an exec put there.</summary>
    Exec,

    /// <summary>It has called no exec: it runs, or ran, what its parent ran.</summary>
    NoExec,

    /// <summary>Each exec that it called failed.</summary>
    FailedExec,
}
