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
    CpuTime,
    MaxMemory,
    Started,

    /// <summary>The parent's name, then its pid.</summary>
    Parent,
}
