using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_fork_fail: a fork failed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ForkFailRecord
{
    public RecordHeader Header;
    public ulong CloneFlags;
    public RecordSyscall Syscall;
    public int Ret;
}
