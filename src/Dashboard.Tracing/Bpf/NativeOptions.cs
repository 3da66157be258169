using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf;

/// <summary>struct lifecycle_options.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeOptions
{
    public const uint MeasureRunTime = 1;
    public const uint ForOldKernels = 2;

    public uint RingBytes;
    public uint Flags;
}
