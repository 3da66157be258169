using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_threads: a thread started or ended.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ThreadsRecord
{
    public RecordHeader Header;
    public uint Live;
    public uint Spare;
}
