using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_header: the head of every record. The test RecordLayout_NativeExport_EqualsManaged compares.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RecordHeader
{
    public uint Size;
    public RecordKind Kind;
    public RecordFlags Flags;
    public uint Cpu;
    public uint Tgid;
    public ulong CpuSeq;
    public ulong BootNs;
    public ulong StartBootNs;
    public ulong ParentStartBootNs;
    public uint Tid;
    public uint Ppid;
    public uint Uid;
    public uint NsPid;
    public CommBytes Comm;

    public readonly ProcessId Process => new((int)Tgid, (long)StartBootNs);

    /// <summary>Null for the first process and for kernel threads, whose parent is the idle task.</summary>
    public readonly ProcessId? Parent => Ppid == 0 ? null : new ProcessId((int)Ppid, (long)ParentStartBootNs);

    public readonly bool Has(RecordFlags flag) => (Flags & flag) != 0;
}
