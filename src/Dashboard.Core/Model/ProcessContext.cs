using System.Text.Json.Serialization;

namespace Dashboard.Core.Model;

/// <summary>Where and as whom a process runs. Null is unknown.</summary>
/// <remarks>Two words: the number that each process has for itself, and a reference to what it shares with others.</remarks>
public readonly record struct ProcessContext
{
    private readonly ProcessSetting? _setting;

    internal ProcessContext(int? pidInNamespace, ProcessSetting setting)
    {
        PidInNamespace = pidInNamespace;
        _setting = setting;
    }

    public int? PidInNamespace { get; init; }

    /// <summary>The effective user: of a set-user-ID program its owner.</summary>
    [JsonConverter(typeof(UidConverter))]
    public uint? Uid { get => Setting.Uid; init => _setting = Setting with { Uid = value }; }

    /// <summary>The effective group.</summary>
    public uint? Gid { get => Setting.Gid; init => _setting = Setting with { Gid = value }; }

    /// <summary>The user that logged in, as audit knows it, whatever it became later; null when nobody did, or the kernel has no audit.</summary>
    [JsonPropertyName("loginuid")]
    public uint? LoginUid { get => Setting.LoginUid; init => _setting = Setting with { LoginUid = value }; }

    public string? User { get => Setting.User; init => _setting = Setting with { User = value }; }

    /// <summary>The path of version 2; of a process in its root, where controllers are in version 1, that of one controller's hierarchy.</summary>
    public string? Cgroup { get => Setting.Cgroup; init => _setting = Setting with { Cgroup = value }; }

    /// <summary>The container id that the cgroup path names.</summary>
    public string? Container { get => Setting.Container; init => _setting = Setting with { Container = value }; }

    public int? Session { get => Setting.Session; init => _setting = Setting with { Session = value }; }

    public int? ProcessGroup { get => Setting.ProcessGroup; init => _setting = Setting with { ProcessGroup = value }; }

    public string? Cwd { get => Setting.Cwd; init => _setting = Setting with { Cwd = value }; }

    public string? Tty { get => Setting.Tty; init => _setting = Setting with { Tty = value }; }

    /// <summary>Equal ones are mostly one object.</summary>
    internal ProcessSetting Setting => _setting ?? ProcessSetting.Unknown;
}
