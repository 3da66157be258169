using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_exec: an exec ended; the file's names, path, interpreter and arguments follow.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExecRecord
{
    public RecordHeader Header;
    public ContextRecord Context;

    /// <summary>Set for a failure; for a success the enter has it.</summary>
    public RecordSyscall Syscall;
    public int Ret;
    public uint OldTid;
    public uint Argc;
    public uint ExeBytes;
    public uint PathBytes;
    public uint InterpBytes;
    public uint ArgsBytes;
    public ulong ExeInode;

    /// <summary>dev_t in the kernel's format: major &lt;&lt; 20 | minor.</summary>
    public uint ExeDevice;
    public uint Spare;
}
