namespace Dashboard.Core.Events;

/// <summary>A task called execve or execveat. The <see cref="ExecExitEvent"/> has the result, if the call returns.</summary>
public sealed record ExecEnterEvent() : LifecycleEvent(EventKind.ExecEnter)
{
    private string _syscall = "";
    private string? _path;

    public required string Syscall { get => _syscall; init => _syscall = value; }

    /// <summary>The path as given; null when its memory was not faulted in yet (the exit event has it).</summary>
    public string? Path { get => _path; init => _path = value; }

    /// <summary>Always null: arguments are read at the end of the call, when the kernel has faulted them in.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    public bool ArgsTruncated { get; init; }

    public int? ArgCount { get; init; }

    /// <summary>Drops texts before the object returns to the pool.</summary>
    internal void ForgetTexts() => _path = null;

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(string syscall, string? path)
    {
        _syscall = syscall;
        _path = path;
    }
}
