using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_chdir: a process changed its directory; the names follow, innermost first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChdirRecord
{
    public RecordHeader Header;
    public uint NamesBytes;
    public uint Spare;
}
