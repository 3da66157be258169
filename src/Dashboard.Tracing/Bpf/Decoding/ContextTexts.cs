using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Cgroups;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>Turns the numbers of a context into names. Used by one thread at a time.</summary>
internal sealed class ContextTexts
{
    /// <summary>Bounded; a machine with more sessions at a time creates the objects again.</summary>
    private const int MaxKept = 1024;

    /// <summary>AUDIT_UID_UNSET.</summary>
    private const uint AuditUidUnset = uint.MaxValue;

    private readonly CgroupPaths _cgroups = new();
    private readonly UserNames _users = new();

    /// <summary>Bounded; emptied when full.</summary>
    private readonly Dictionary<(uint Uid, ContextRecord Numbers), ProcessSetting> _settings = [];

    /// <summary>Container ids by cgroup path. Bounded like the paths themselves.</summary>
    private readonly Dictionary<string, string?> _containers = [];

    private (uint Uid, ContextRecord Numbers) _lastKey;
    private ProcessSetting? _last;

    public ProcessContext Context(in RecordHeader header, in ContextRecord context, string? cwd = null)
    {
        var setting = Setting(header.Uid, context);
        return new ProcessContext((int)header.NsPid, cwd is null ? setting : setting with { Cwd = cwd });
    }

    private ProcessSetting Setting(uint uid, in ContextRecord numbers)
    {
        var key = (uid, numbers);
        // Consecutive events often come from the same family of processes.
        if (_last is null || key != _lastKey)
        {
            _lastKey = key;
            if (!_settings.TryGetValue(key, out _last))
            {
                _last = Make(key);
            }
        }

        // A user may get a name while its processes run.
        if (_last is { User: null, Container: null } && _users.Find(uid) is not null)
        {
            _last = Make(key);
        }

        return _last;
    }

    private ProcessSetting Make((uint Uid, ContextRecord Numbers) key)
    {
        if (_settings.Count >= MaxKept)
        {
            _settings.Clear();
        }

        var numbers = key.Numbers;
        var cgroup = _cgroups.Find(numbers.CgroupId);
        var container = Container(cgroup);
        return _settings[key] = new ProcessSetting
        {
            Uid = key.Uid,
            Gid = numbers.Gid,
            LoginUid = numbers.LoginUid == AuditUidUnset ? null : numbers.LoginUid,
            // A container has its own users: the machine's name of this uid may be wrong there.
            User = container is null ? _users.Find(key.Uid) : null,
            Cgroup = cgroup,
            Container = container,
            Session = (int)numbers.Session,
            ProcessGroup = (int)numbers.ProcessGroup,
            Tty = TtyNames.Find(numbers.TtyMajor, numbers.TtyMinor),
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
