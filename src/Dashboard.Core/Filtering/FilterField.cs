namespace Dashboard.Core.Filtering;

/// <summary>What a filter can ask about. Names, types and examples are in <see cref="FilterCatalogue"/>.</summary>
public enum FilterField
{
    Comm,
    Path,
    Args,
    Pid,
    Ppid,
    Tid,
    Uid,
    User,
    Cgroup,
    Container,
    Kind,
    Syscall,
    Errno,
    Ret,
    Exit,
    Signal,
    Dur,
    Zombie,
    Threads,
    Images,
    Children,
    How,
    Under,
    Is,
}
