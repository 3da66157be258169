using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_task: a process of the snapshot.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TaskRecord
{
    public RecordHeader Header;
    public ContextRecord Context;
    public uint Live;
    public int Status;
}
