using Dashboard.Core.Feeds;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>How to trace.</summary>
public sealed record BpfSourceOptions
{
    public const int DefaultRingBytes = 8 << 20;

    /// <summary>Of one batch between the reader and whoever decodes.</summary>
    public const int BatchBytes = 256 << 10;

    /// <summary>The ring buffer between kernel and program: a power of two from 64 KiB to 1 GiB.</summary>
    public int RingBytes { get; init; } = DefaultRingBytes;

    /// <summary>What the kernel is asked to leave out; null for nothing.</summary>
    public KernelFilter? Filter { get; init; }

    /// <summary>Load the programs that kernels before 6.10 get, for the test that they still pass the verifier.</summary>
    internal bool ForOldKernels { get; init; }

    /// <summary>Load three programs for each probe, as kernels from 7.0 on get them, and let half of the runs of the first two do nothing. For a test.</summary>
    internal bool SkipRuns { get; init; }

    /// <summary>With <see cref="SkipRuns"/>: of the last one's, too. What all three then miss counts as missed by the kernel.</summary>
    internal bool SkipLastRuns { get; init; }

    /// <summary>Wait a tenth of a second after each probe, so that much happens between two of them. For a test.</summary>
    internal bool AttachSlowly { get; init; }

    /// <summary>For tests: programs that the kernel's verifier is made to refuse, a bit for each in the order of <see cref="Tracer.Table"/>.</summary>
    internal uint Refused { get; init; }

    /// <summary>Load three programs for each probe, and let <see cref="Refused"/> mean the second of them. For a test.</summary>
    internal bool RefuseSecond { get; init; }

    /// <summary>At most so many batches of 256 KiB between the reader and whoever decodes: with the ring, what a pause may cost.</summary>
    public int Batches { get; init; } = 512;
}
