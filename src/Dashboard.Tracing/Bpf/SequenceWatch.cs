using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// Each CPU numbers its records, also those that found no room. So what is missing shows, whoever lost it.
/// </summary>
internal sealed class SequenceWatch
{
    /// <summary>The last number by CPU. One entry a CPU.</summary>
    private ulong[] _last = new ulong[Environment.ProcessorCount];

    public long Missing { get; private set; }

    public void Saw(in RecordHeader header)
    {
        // The numbers begin with 1 at open, so the first record shows a hole too.
        if (header.Cpu >= _last.Length)
        {
            // More CPUs than this program may use, or one that came later.
            Array.Resize(ref _last, (int)header.Cpu + 1);
        }

        ref var last = ref _last[header.Cpu];
        if (header.CpuSeq > last + 1)
        {
            Missing += (long)(header.CpuSeq - last - 1);
        }
        else if (header.CpuSeq < last)
        {
            // An interrupt's record took its place in the ring first; the hole it seemed to leave is filled now.
            Missing = Math.Max(0, Missing - 1);
            return;
        }

        last = header.CpuSeq;
    }
}
