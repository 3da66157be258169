using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_change: a process is somebody else now or elsewhere, without an exec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChangeRecord
{
    public RecordHeader Header;
    public ContextRecord Context;
}
