using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_reap: a wait returned a pid; the header is the reaper's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ReapRecord
{
    public RecordHeader Header;
    public uint ReapedPid;
    public uint Spare;
}
