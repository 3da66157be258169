using System.Globalization;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Each CPU numbers its records, also those that found no room. So what is missing shows, whatever lost it, and when:
/// a hole lies between the records on both sides of it.
/// </summary>
internal sealed class SequenceWatch
{
    /// <summary>NR_CPUS of the largest kernel build; a higher number is no CPU.</summary>
    public const uint MaxCpus = 8192;

    /// <summary>The last record by CPU. One entry a CPU, at most <see cref="MaxCpus"/>.</summary>
    private Last[] _last = new Last[OnlineCpus()];

    /// <summary>By CPU: where the first hole since the last <see cref="TakeLossFromNs"/> begins; 0 when there is none.</summary>
    private long[] _firstHoleFromNs;

    public SequenceWatch() => _firstHoleFromNs = new long[_last.Length];

    public long Missing { get; private set; }

    /// <summary>Records that came and contradict themselves.</summary>
    public long Unreadable { get; set; }

    /// <summary>The time around the holes since <see cref="ForgetHoles"/>; null when there are none.</summary>
    public (long FromNs, long ToNs)? Holes { get; private set; }

    public void Saw(in RecordHeader header)
    {
        if (header.Cpu >= MaxCpus)
        {
            return;
        }

        // The numbers begin with 1 at open, so the first record shows a hole too.
        if (header.Cpu >= _last.Length)
        {
            // More CPUs than this program may use, or one that came later.
            Array.Resize(ref _last, (int)header.Cpu + 1);
            Array.Resize(ref _firstHoleFromNs, _last.Length);
        }

        ref var last = ref _last[header.Cpu];
        if (header.CpuSeq > last.Seq + 1)
        {
            Missing += (long)(header.CpuSeq - last.Seq - 1);
            NoteHole(header.Cpu, last.BootNs, (long)header.BootNs);
        }
        else if (header.CpuSeq < last.Seq)
        {
            // An interrupt's record took its place in the ring first; the hole it seemed to leave is filled now.
            Missing = Math.Max(0, Missing - 1);
            return;
        }

        last = new Last(header.CpuSeq, (long)header.BootNs);
    }

    /// <summary>
    /// What was lost since the last call is not older than this: on each CPU it lies where the first new hole begins, or
    /// behind the newest record. 0 while one of the CPUs has made no record.
    /// </summary>
    public long TakeLossFromNs()
    {
        var from = long.MaxValue;
        for (var cpu = 0; cpu < _last.Length; cpu++)
        {
            from = Math.Min(from, _firstHoleFromNs[cpu] != 0 ? _firstHoleFromNs[cpu] : _last[cpu].BootNs);
            _firstHoleFromNs[cpu] = 0;
        }

        return from;
    }

    public void ForgetHoles() => Holes = null;

    /// <summary>"0-3,6" is seven: all CPUs of the machine, not those that this program may use.</summary>
    private static int OnlineCpus()
    {
        try
        {
            var last = File.ReadAllText("/sys/devices/system/cpu/online").Trim().Split(',', '-')[^1];
            return int.Parse(last, NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or FormatException)
        {
            return Environment.ProcessorCount;
        }
    }

    private void NoteHole(uint cpu, long fromNs, long toNs)
    {
        Holes = Holes is { } known ? (Math.Min(known.FromNs, fromNs), Math.Max(known.ToNs, toNs)) : (fromNs, toNs);
        if (_firstHoleFromNs[cpu] == 0)
        {
            _firstHoleFromNs[cpu] = Math.Max(1, fromNs);
        }
    }

    private readonly record struct Last(ulong Seq, long BootNs);
}
