using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_change: credentials, session, process group or cgroup changed without an exec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChangeRecord
{
    public RecordHeader Header;
    public ContextRecord Context;
}
