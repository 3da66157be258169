using System.Globalization;
using Dashboard.Core.Readings;

namespace Dashboard.Tracing.Proc;

/// <summary>The lines of /proc/PID/status: "CapEff:	000001ffffffffff". Values that differ by thread are those of the first.</summary>
internal sealed class ProcStatus
{
    /// <summary>A process has at most 65,536 groups (NGROUPS_MAX), of up to ten digits each.</summary>
    public const int MaxBytes = 1 << 20;

    public const int MaxGroups = 256;

    private readonly Dictionary<string, string> _lines = [];

    public ProcStatus(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.IndexOf(':') is > 0 and var colon)
            {
                _lines.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }
        }
    }

    public CredentialIds? Uids => Ids("Uid");

    public CredentialIds? Gids => Ids("Gid");

    /// <summary>The groups that are listed, up to a limit, and their total number.</summary>
    public (IReadOnlyList<uint> Listed, int Count)? Groups
    {
        get
        {
            var all = _lines.GetValueOrDefault("Groups")?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return all is null ? null : ([.. all.Take(MaxGroups).Select(Number)], all.Length);
        }
    }

    public CapabilitySets? Capabilities => Set("CapEff") is { } effective && Set("CapPrm") is { } permitted && Set("CapInh") is { } inheritable
        && Set("CapBnd") is { } bounding && Set("CapAmb") is { } ambient
        ? new CapabilitySets(effective, permitted, inheritable, bounding, ambient)
        : null;

    /// <summary>Null when the kernel does not support it.</summary>
    public string? Seccomp => _lines.GetValueOrDefault("Seccomp") switch
    {
        "0" => "off",
        "1" => "strict",
        "2" => "filter",
        _ => null,
    };

    public bool? NoNewPrivs => _lines.GetValueOrDefault("NoNewPrivs") is { } line ? line == "1" : null;

    private CredentialIds? Ids(string name)
        => _lines.GetValueOrDefault(name)?.Split('\t', StringSplitOptions.RemoveEmptyEntries) is { Length: 4 } ids
            ? new CredentialIds(Number(ids[0]), Number(ids[1]), Number(ids[2]), Number(ids[3]))
            : null;

    private IReadOnlyList<string>? Set(string name)
        => ulong.TryParse(_lines.GetValueOrDefault(name), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var set) ? CapabilityNames.Of(set) : null;

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
