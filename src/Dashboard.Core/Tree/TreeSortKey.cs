namespace Dashboard.Core.Tree;

/// <summary>A value of a process by which a list can be sorted.</summary>
public enum TreeSortKey
{
    Comm,
    Pid,

    /// <summary>The program, then the process name.</summary>
    Command,

    /// <summary>The number of successful execs.</summary>
    Images,
    Lifetime,

    /// <summary>Exit code 0, other codes, then signals; unknown while it runs.</summary>
    Exit,
    User,
    Children,

    /// <summary>Read at the exit; of a running process as it is read now.</summary>
    CpuTime,

    /// <summary>Read at the exit.</summary>
    MaxMemory,

    /// <summary>Of running processes, as they are read now.</summary>
    CpuNow,

    /// <summary>Of running processes, as they are read now.</summary>
    MemoryNow,
    Started,

    /// <summary>The parent's name, then its pid.</summary>
    Parent,
}
