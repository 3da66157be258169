using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_stats: sums over all CPUs since open.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeStats
{
    public Losses Lost;
    public KindsOfLosses LostByKind;
    public ulong RingBytes;
    public ulong RingUsedBytes;
    public ulong EmptyPolls;

    /// <summary>Records without their long arguments, or without the rest of a long path.</summary>
    public ulong ShedArgs;
    public ulong ShedPaths;

    /// <summary>While it does not change, the tallies do not change either.</summary>
    public ulong Pressed;

    /// <summary>Number of lost records of a kind, whatever the cause.</summary>
    public readonly long LostOfKind(RecordKind kind)
    {
        var sum = 0L;
        foreach (var kinds in LostByKind)
        {
            sum += (long)kinds[(int)kind];
        }

        return sum;
    }

    /// <summary>By enum lifecycle_loss.</summary>
    [InlineArray(4)]
    public struct Losses
    {
        private ulong _first;
    }

    [InlineArray(4)]
    public struct KindsOfLosses
    {
        private Kinds _first;
    }

    /// <summary>By enum lifecycle_kind.</summary>
    [InlineArray(16)]
    public struct Kinds
    {
        private ulong _first;
    }
}
