using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf;

/// <summary>Turns the numbers of a context into names. Used by one thread at a time.</summary>
internal sealed class ContextTexts
{
    private readonly CgroupPaths _cgroups = new();
    private readonly UserNames _users = new();

    /// <summary>Container ids by cgroup path. Bounded like the paths themselves.</summary>
    private readonly Dictionary<string, string?> _containers = [];

    public ProcessContext Context(in RecordHeader header, in ContextRecord context, string? cwd = null)
    {
        var cgroup = _cgroups.Find(context.CgroupId);
        return new ProcessContext
        {
            PidInNamespace = (int)header.NsPid,
            Uid = (int)header.Uid,
            User = _users.Find((int)header.Uid),
            Cgroup = cgroup,
            Container = Container(cgroup),
            Session = (int)context.Session,
            ProcessGroup = (int)context.ProcessGroup,
            Cwd = cwd,
            Tty = TtyNames.Find(context.TtyMajor, context.TtyMinor),
        };
    }

    private string? Container(string? cgroup)
    {
        if (cgroup is null)
        {
            return null;
        }

        if (!_containers.TryGetValue(cgroup, out var id))
        {
            if (_containers.Count >= 4096)
            {
                _containers.Clear();
            }

            id = ContainerIds.Find(cgroup);
            _containers.Add(cgroup, id);
        }

        return id;
    }
}
