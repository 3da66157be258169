using Dashboard.Core.Events;

namespace Dashboard.Core.Processes.Archive;

/// <summary>A context without the number in the pid namespace, which is another for each process.</summary>
internal readonly record struct ContextKey(
    int? Uid, string? User, string? Cgroup, string? Container, int? Session, int? ProcessGroup, string? Cwd, string? Tty)
{
    public static ContextKey Of(ProcessContext c)
        => new(c.Uid, c.User, c.Cgroup, c.Container, c.Session, c.ProcessGroup, c.Cwd, c.Tty);

    public ProcessContext ToContext(int? pidInNamespace) => new()
    {
        PidInNamespace = pidInNamespace,
        Uid = Uid,
        User = User,
        Cgroup = Cgroup,
        Container = Container,
        Session = Session,
        ProcessGroup = ProcessGroup,
        Cwd = Cwd,
        Tty = Tty,
    };
}
