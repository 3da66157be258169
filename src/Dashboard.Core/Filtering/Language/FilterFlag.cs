namespace Dashboard.Core.Filtering.Language;

/// <summary>The values of <c>is:</c>. On an event they speak about its process, except <see cref="Failed"/>.</summary>
public enum FilterFlag
{
    /// <summary>Has not exited.</summary>
    Running,

    /// <summary>Has exited and was not waited for yet.</summary>
    Zombie,

    /// <summary>Has exited, and was waited for or is known to be gone.</summary>
    Exited,

    /// <summary>
    /// A process: a final failed exec (not a step of a PATH search), an exit code other than 0, or a fatal signal.
    /// An event: a negative result that is not a step of a PATH search, an exit code other than 0, or a fatal signal.
    /// </summary>
    Failed,

    /// <summary>The number of this process had an earlier life in this capture.</summary>
    Recycled,

    /// <summary>Fork without exec: born in this capture, and still the image that fork copied.</summary>
    NoExec,

    /// <summary>
    /// Exec without fork: a program put another in its own place. The first exec after a fork is not it; a second one is,
    /// and so is any exec of a process that was there before capture began.
    /// </summary>
    ExecOnly,

    /// <summary>Has exited after less than 50 ms.</summary>
    Short,

    /// <summary>The current parent is not the parent at birth.</summary>
    Orphan,
}
