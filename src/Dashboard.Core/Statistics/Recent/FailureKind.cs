namespace Dashboard.Core.Statistics.Recent;

/// <summary>What failed of a process.</summary>
public enum FailureKind
{
    /// <summary>It exited with a code above 0.</summary>
    Exit,

    /// <summary>A signal killed it.</summary>
    Signal,

    /// <summary>The kernel's out-of-memory killer chose it.</summary>
    OomKill,

    /// <summary>An exec failed that was no PATH lookup.</summary>
    Exec,

    /// <summary>A fork failed.</summary>
    Fork,
}
