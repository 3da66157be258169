namespace Dashboard.Core.Filtering.Language;

/// <summary>The values of <c>is:</c>. For an event they describe its process, except <see cref="Failed"/>.</summary>
public enum FilterFlag
{
    /// <summary>Has not exited.</summary>
    Running,

    /// <summary>Has exited and was not yet waited for.</summary>
    Zombie,

    /// <summary>Has exited, and was waited for or is known to be released.</summary>
    Exited,

    /// <summary>
    /// A process: a final failed exec (not a step of a PATH search), an exit code other than 0, or a fatal signal.
    /// An event: a negative result that is not a step of a PATH search, an exit code other than 0, or a fatal signal.
    /// </summary>
    Failed,

    /// <summary>This pid had an earlier process in this capture.</summary>
    Recycled,

    /// <summary>Fork without exec: created in this capture, and still running the image that fork copied.</summary>
    NoExec,

    /// <summary>
    /// Exec without fork: the process replaced its own program. The first exec after a fork does not count; a second one does, and so
    /// does any exec of a process that already ran when capture began.
    /// </summary>
    ExecOnly,

    /// <summary>Exited in less than 50 ms.</summary>
    Short,

    /// <summary>The current parent is not the parent at birth.</summary>
    Orphan,

    /// <summary>An exec whose arguments had a secret, which was redacted; a process with such an exec.</summary>
    Redacted,
}
