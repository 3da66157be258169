using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_oom: the out-of-memory killer chose a victim.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OomRecord
{
    public RecordHeader Header;
    public uint VictimPid;
    public uint KillerTid;
}
