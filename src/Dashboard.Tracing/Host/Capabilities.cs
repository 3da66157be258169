using System.Globalization;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Host;

/// <summary>Capabilities of this process, from the line "CapEff:	000001ffffffffff" of /proc/self/status; capabilities(7).</summary>
internal readonly record struct Capabilities(ulong Effective)
{
    private const int DacReadSearch = 2;
    private const int SetGid = 6;
    private const int SetUid = 7;
    private const int SetPcap = 8;
    private const int SysPtrace = 19;
    private const int SysAdmin = 21;
    private const int SysResource = 24;
    private const int Perfmon = 38;
    private const int Bpf = 39;

    public bool MayTrace => Holds(SysAdmin) || (Holds(Bpf) && Holds(Perfmon));

    /// <summary>tracefs belongs to root with mode 0700.</summary>
    public bool MayReadTracefs(bool root) => root || Holds(DacReadSearch);

    /// <summary>open_by_handle_at(2), which finds the path of a cgroup, requires it also for root.</summary>
    public bool MayOpenByHandle => Holds(DacReadSearch);

    /// <summary>/proc/PID/exe and cwd of any process; ptrace(2), "Ptrace access mode checking".</summary>
    public bool MayInspect => Holds(SysPtrace);

    public bool MayMount => Holds(SysAdmin);

    /// <summary>perf_event_open(2) on kernels whose patches require more than CAP_PERFMON.</summary>
    public bool MayAttachWherePatched => Holds(SysAdmin);

    /// <summary>With a bounding set that it empties before.</summary>
    public bool MayBecomeOthers => Holds(SetUid) && Holds(SetGid) && Holds(SetPcap);

    public bool MayRaiseLimits => Holds(SysResource);

    /// <summary>"CAP_BPF and CAP_PERFMON", or one of them; empty when tracing is allowed.</summary>
    public string Missing => (MayTrace, Holds(Bpf), Holds(Perfmon)) switch
    {
        (true, _, _) => "",
        (_, false, false) => "CAP_BPF and CAP_PERFMON",
        (_, false, _) => "CAP_BPF",
        _ => "CAP_PERFMON",
    };

    /// <summary>Those that count here: of this process, or of the privileged part that traces for it.</summary>
    public static Capabilities Of(Machine machine) => Parse(machine.Read(CapturePart.Process + "/status"));

    public static Capabilities Parse(string? status)
    {
        var line = status?.Split('\n').FirstOrDefault(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return line is not null && ulong.TryParse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var held)
            ? new Capabilities(held)
            : default;
    }

    private bool Holds(int capability) => (Effective >> capability & 1) != 0;
}
