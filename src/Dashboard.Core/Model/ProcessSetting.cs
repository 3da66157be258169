namespace Dashboard.Core.Model;

/// <summary>The part of <see cref="ProcessContext"/> that processes share, as one object.</summary>
internal sealed record ProcessSetting
{
    public static ProcessSetting Unknown { get; } = new();

    public uint? Uid { get; init; }

    public uint? Gid { get; init; }

    public uint? LoginUid { get; init; }

    public string? User { get; init; }

    public string? Cgroup { get; init; }

    public string? Container { get; init; }

    public int? Session { get; init; }

    public int? ProcessGroup { get; init; }

    public string? Cwd { get; init; }

    public string? Tty { get; init; }
}
