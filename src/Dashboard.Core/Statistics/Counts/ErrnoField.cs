namespace Dashboard.Core.Statistics.Counts;

/// <summary>Fields by which errors can be grouped.</summary>
[Flags]
public enum ErrnoField
{
    None = 0,
    Errno = 1,
    Syscall = 2,
    Comm = 4,
    Path = 8,
    All = Errno | Syscall | Comm | Path,
}
