using System.Runtime.InteropServices;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_tally_entry: counts under pressure for the processes of one user and name.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeTally
{
    /// <summary>LIFECYCLE_TALLIES.</summary>
    public const int Max = 512;

    public KeyOf Key;
    public CountsOf Tally;

    /// <summary>struct lifecycle_tally_key.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct KeyOf
    {
        public uint Uid;
        public uint Spare;
        public CommBytes Comm;
    }

    /// <summary>struct lifecycle_tally.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct CountsOf
    {
        public ulong Bytes;
        public ulong Records;
        public ulong ShedArgs;
        public ulong ShedPaths;
        public NativeStats.Kinds RingFull;
        public NativeStats.Kinds OverShare;
        public ulong Names;
    }
}
