using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf;

/// <summary>struct lifecycle_stats: sums over all CPUs since open.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeStats
{
    public Losses Lost;
    public Kinds LostByKind;
    public ulong RingBytes;
    public ulong RingUsedBytes;
    public ulong EmptyPolls;

    /// <summary>By enum lifecycle_loss: ring full, scratch busy.</summary>
    [InlineArray(4)]
    public struct Losses
    {
        private ulong _first;
    }

    /// <summary>By enum lifecycle_kind.</summary>
    [InlineArray(16)]
    public struct Kinds
    {
        private ulong _first;
    }
}
