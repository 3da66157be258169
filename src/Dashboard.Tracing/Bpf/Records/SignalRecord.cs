using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_signal: a fatal signal; the header is the target's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SignalRecord
{
    public RecordHeader Header;
    public ulong SenderStartBootNs;
    public uint SenderTgid;
    public uint SenderTid;
    public int Signal;
    public int Code;
    public uint SenderUid;
    public uint Spare;
    public CommBytes SenderComm;
}
