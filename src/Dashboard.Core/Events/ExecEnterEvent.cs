namespace Dashboard.Core.Events;

/// <summary>A task called execve or execveat. What came of it is told by the <see cref="ExecExitEvent"/>, if it ever returns.</summary>
public sealed record ExecEnterEvent() : LifecycleEvent(EventKinds.ExecEnter)
{
    private string _syscall = "";
    private string? _path;

    public required string Syscall { get => _syscall; init => _syscall = value; }

    /// <summary>The path as the caller gave it; null when its memory could not be read yet (the exit event has it).</summary>
    public string? Path { get => _path; init => _path = value; }

    /// <summary>Always null: the arguments are read when the call ends, when the kernel has faulted them in.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    public bool ArgsTruncated { get; init; }

    public int? ArgCount { get; init; }

    /// <summary>Forgets what may be long while it waits to be used again.</summary>
    internal void ForgetTexts() => _path = null;

    /// <summary>Makes it another event: sets whatever this kind has of its own. See <see cref="EventPool"/>.</summary>
    internal void Fill(string syscall, string? path)
    {
        _syscall = syscall;
        _path = path;
    }
}
