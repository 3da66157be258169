using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_batch: whole records in memory of the native library, valid until the batch is returned.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeBatch
{
    private readonly byte* _records;
    private readonly long _bytes;

    public NativeBatch(byte* records, long bytes)
    {
        _records = records;
        _bytes = bytes;
    }

    public ReadOnlySpan<byte> Records => new(_records, (int)_bytes);
}
