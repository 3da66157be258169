namespace Dashboard.Core.Events;

/// <summary>A process went to another directory (chdir, fchdir). Feeds the process table only.</summary>
public sealed record ChdirEvent() : LifecycleEvent(EventKinds.Chdir)
{
    private string? _cwd;

    /// <summary>From the root of the process's mount namespace; null when it lies too deep to be followed.</summary>
    public string? Cwd { get => _cwd; init => _cwd = value; }

    /// <summary>Forgets what may be long while it waits to be used again.</summary>
    internal void ForgetTexts() => _cwd = null;

    /// <summary>Makes it another event: sets whatever this kind has of its own. See <see cref="EventPool"/>.</summary>
    internal void Fill(string? cwd) => _cwd = cwd;
}
