using System.Runtime.InteropServices;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Compares a record of the kernel with this process's clock, to settle <see cref="TimeNamespace.BootOffsetNs"/>.</summary>
internal static class TimeNamespaceProbe
{
    private const int BufferBytes = 256 << 10;

    public static void Settle(Tracer tracer)
    {
        if (!TimeNamespace.IsOther)
        {
            return;
        }

        var buffer = new byte[BufferBytes];
        var beforeNs = LibC.OwnBootTimeNs();
        var length = tracer.Snapshot(buffer);
        var afterNs = LibC.OwnBootTimeNs();
        if (length > 0)
        {
            TimeNamespace.Settle((long)MemoryMarshal.Read<RecordHeader>(buffer).BootNs, beforeNs, afterNs);
        }

        // A snapshot that is not read to its end makes the next one begin in its middle.
        while (length > 0)
        {
            length = tracer.Snapshot(buffer);
        }
    }
}
