using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_context: where a process lives.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct ContextRecord
{
    public ulong CgroupId;
    public uint Session;
    public uint ProcessGroup;
    public uint TtyMajor;
    public uint TtyMinor;
}
