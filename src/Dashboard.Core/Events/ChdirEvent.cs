namespace Dashboard.Core.Events;

/// <summary>A process changed its working directory (chdir, fchdir). Feeds the process table only.</summary>
public sealed record ChdirEvent() : LifecycleEvent(EventKind.Chdir)
{
    private string? _cwd;

    /// <summary>Relative to the root of the process's mount namespace; null when the path is too deep to be read.</summary>
    public string? Cwd { get => _cwd; init => _cwd = value; }

    /// <summary>Drops texts before the object returns to the pool.</summary>
    internal void ForgetTexts() => _cwd = null;

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(string? cwd) => _cwd = cwd;
}
