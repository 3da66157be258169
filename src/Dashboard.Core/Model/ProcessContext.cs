using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>The user, cgroup, directory and other surroundings of a process. Null means unknown.</summary>
/// <remarks>Two words in size: the process's own number, and a reference to the values it shares with other processes.</remarks>
public readonly record struct ProcessContext
{
    private readonly ProcessSetting? _setting;

    internal ProcessContext(int? pidInNamespace, ProcessSetting setting)
    {
        PidInNamespace = pidInNamespace;
        _setting = setting;
    }

    public int? PidInNamespace { get; init; }

    /// <summary>The effective user; for a set-user-ID program, the file's owner.</summary>
    [JsonConverter(typeof(UidConverter))]
    public uint? Uid { get => Setting.Uid; init => _setting = Setting with { Uid = value }; }

    /// <summary>The effective group.</summary>
    public uint? Gid { get => Setting.Gid; init => _setting = Setting with { Gid = value }; }

    /// <summary>The login user recorded by audit, unaffected by later changes; null when there was no login, or no audit.</summary>
    [JsonPropertyName("loginuid")]
    public uint? LoginUid { get => Setting.LoginUid; init => _setting = Setting with { LoginUid = value }; }

    public string? User { get => Setting.User; init => _setting = Setting with { User = value }; }

    /// <summary>The cgroup v2 path; for a process in the v2 root, where controllers use v1, the path in one controller's hierarchy.</summary>
    public string? Cgroup { get => Setting.Cgroup; init => _setting = Setting with { Cgroup = value }; }

    /// <summary>The container id found in the cgroup path.</summary>
    public string? Container { get => Setting.Container; init => _setting = Setting with { Container = value }; }

    public int? Session { get => Setting.Session; init => _setting = Setting with { Session = value }; }

    public int? ProcessGroup { get => Setting.ProcessGroup; init => _setting = Setting with { ProcessGroup = value }; }

    public string? Cwd { get => Setting.Cwd; init => _setting = Setting with { Cwd = value }; }

    public string? Tty { get => Setting.Tty; init => _setting = Setting with { Tty = value }; }

    /// <summary>Equal settings are usually one object.</summary>
    internal ProcessSetting Setting => _setting ?? ProcessSetting.Unknown;
}
