using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_fork: a process was born; the header is the child's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ForkRecord
{
    public RecordHeader Header;
    public ContextRecord Context;
    public ulong CreatorStartBootNs;
    public ulong CloneFlags;
    public uint CreatorTgid;
    public uint CreatorTid;
    public RecordSyscall Syscall;
    public uint ExitSignal;
    public CommBytes CreatorComm;
}
