using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_free: a process was waited for and let go, with the kernel's final books.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FreeRecord
{
    public RecordHeader Header;
    public UsageRecord Usage;
}
