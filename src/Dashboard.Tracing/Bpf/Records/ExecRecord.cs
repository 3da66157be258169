using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_exec: an exec ended; path, interpreter and arguments follow.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExecRecord
{
    public RecordHeader Header;
    public ContextRecord Context;

    /// <summary>Of a failure; of a success the enter tells it.</summary>
    public RecordSyscall Syscall;
    public int Ret;
    public uint OldTid;
    public uint Argc;
    public uint PathBytes;
    public uint InterpBytes;
    public uint ArgsBytes;
    public uint Spare;
}
