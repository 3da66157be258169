using System.Globalization;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Each CPU numbers its records, also those that did not fit into the ring. So a gap shows every loss, whatever its cause,
/// and its time: between the records on both sides.
/// </summary>
internal sealed class SequenceWatch
{
    /// <summary>NR_CPUS of the largest kernel configuration; a higher number is invalid.</summary>
    public const uint MaxCpus = 8192;

    /// <summary>The last record of each CPU; at most <see cref="MaxCpus"/>.</summary>
    private Last[] _last = new Last[OnlineCpus()];

    /// <summary>By CPU: start of the first hole since the last <see cref="TakeLossFromNs"/>; 0 for none.</summary>
    private long[] _firstHoleFromNs;

    public SequenceWatch() => _firstHoleFromNs = new long[_last.Length];

    /// <summary>
    /// An earlier server has read the records before. Then the first one of a CPU shows no hole: what was lost before it is in the
    /// counters only.
    /// </summary>
    public bool Continues { get; init; }

    public long Missing { get; private set; }

    /// <summary>Number of records whose sizes contradict each other.</summary>
    public long Unreadable { get; set; }

    /// <summary>The time range of the holes since <see cref="ForgetHoles"/>; null for none.</summary>
    public (long FromNs, long ToNs)? Holes { get; private set; }

    public void Saw(in RecordHeader header)
    {
        if (header.Cpu >= MaxCpus)
        {
            return;
        }

        // The numbers start with 1 when the probes are attached, so the first record can also show a hole.
        if (header.Cpu >= _last.Length)
        {
            // A CPU that this program may not use, or one that was added later.
            Array.Resize(ref _last, (int)header.Cpu + 1);
            Array.Resize(ref _firstHoleFromNs, _last.Length);
        }

        ref var last = ref _last[header.Cpu];
        if (header.CpuSeq > last.Seq + 1 && !(Continues && last.Seq == 0))
        {
            Missing += (long)(header.CpuSeq - last.Seq - 1);
            NoteHole(header.Cpu, last.BootNs, (long)header.BootNs);
        }
        else if (header.CpuSeq < last.Seq)
        {
            // An interrupt's record was reserved first; this one fills the hole that it seemed to leave.
            Missing = Math.Max(0, Missing - 1);
            return;
        }

        last = new Last(header.CpuSeq, (long)header.BootNs);
    }

    /// <summary>
    /// Lower bound of the time of all losses since the last call: on each CPU the start of the first new hole, or the newest
    /// record. 0 while one of the CPUs has no record.
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

    /// <summary>"0-3,6" gives seven: all CPUs of the machine, not those that this program may use.</summary>
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
