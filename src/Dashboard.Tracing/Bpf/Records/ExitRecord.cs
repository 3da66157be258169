using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_exit: the last thread of a process has exited.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExitRecord
{
    public RecordHeader Header;
    public UsageRecord Usage;
    public ulong AdopterStartBootNs;
    public uint AdopterTgid;
    public uint Spare;
    public int Status;
    public uint ExitSignal;
    public CommBytes AdopterComm;
}
