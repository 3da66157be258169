using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_free: a process was reaped and released, with the kernel's final accounting.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FreeRecord
{
    public RecordHeader Header;
    public UsageRecord Usage;
}
