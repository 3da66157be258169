namespace Dashboard.Core.Events;

/// <summary>A process went to another directory (chdir, fchdir). Feeds the process table only.</summary>
public sealed record ChdirEvent() : LifecycleEvent(EventKinds.Chdir)
{
    /// <summary>From the root of the process's mount namespace; null when it lies too deep to be followed.</summary>
    public string? Cwd { get; init; }
}
