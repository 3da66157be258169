using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_context: cgroup, session, terminal and owner of a process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct ContextRecord
{
    public ulong CgroupId;
    public uint Gid;
    public uint LoginUid;
    public uint Session;
    public uint ProcessGroup;
    public uint TtyMajor;
    public uint TtyMinor;
}
