using Dashboard.Core.Feeds;
using Dashboard.Core.Redaction;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>Options of the tracer.</summary>
public sealed record BpfSourceOptions
{
    public const int DefaultRingBytes = 8 << 20;

    /// <summary>Size of one batch between the ring's reader and the decoder.</summary>
    public const int BatchBytes = 256 << 10;

    /// <summary>Size of the ring buffer between kernel and program: a power of two from 64 KiB to 1 GiB.</summary>
    public int RingBytes { get; init; } = DefaultRingBytes;

    /// <summary>Filter applied in the kernel; null for none.</summary>
    public KernelFilter? Filter { get; init; }

    /// <summary>What is a secret in arguments; null to redact nothing.</summary>
    public RedactionRules? Redaction { get; init; }

    /// <summary>For tests: load the programs for kernels before 6.10, to show that the verifier still accepts them.</summary>
    internal bool ForOldKernels { get; init; }

    /// <summary>For tests: load three programs per probe, as from Linux 7.0 on, and let half of the runs of the first two do nothing.</summary>
    internal bool SkipRuns { get; init; }

    /// <summary>With <see cref="SkipRuns"/>: also for the third program. Runs that all three skip count as missed by the kernel.</summary>
    internal bool SkipLastRuns { get; init; }

    /// <summary>For tests: wait a tenth of a second after each probe, so that many events happen between two probes.</summary>
    internal bool AttachSlowly { get; init; }

    /// <summary>For tests: programs that the verifier is made to refuse, one bit each in the order of <see cref="Tracer.Table"/>.</summary>
    internal uint Refused { get; init; }

    /// <summary>For tests: load three programs per probe, and apply <see cref="Refused"/> to the second one.</summary>
    internal bool RefuseSecond { get; init; }

    /// <summary>Upper bound of batches between the ring's reader and the decoder; with the ring, it sets the longest pause without loss.</summary>
    public int Batches { get; init; } = 512;
}
