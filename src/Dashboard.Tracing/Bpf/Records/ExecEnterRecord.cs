using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_exec_enter: an exec was called; the path follows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExecEnterRecord
{
    public RecordHeader Header;
    public RecordSyscall Syscall;
    public int DirFd;
    public uint AtFlags;
    public uint PathBytes;
}
