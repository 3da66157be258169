using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Counts of what was written, shed and lost under pressure, for one user and name or in total.</summary>
internal sealed class PressureCounts
{
    private const int Kinds = 16;
    private const int Bytes = 0;
    private const int Records = 1;
    private const int Arguments = 2;
    private const int Paths = 3;
    private const int RingFull = 4;
    private const int OverShare = RingFull + Kinds;
    private const int Width = OverShare + Kinds;

    private readonly long[] _counts = new long[Width];

    /// <summary>The columns of lost and shortened records, which the counters have too.</summary>
    public static Range Losses => Arguments..Width;

    public static Range OfTexts => Arguments..RingFull;

    public static Range OfRingFull => RingFull..OverShare;

    public static Range OfOverShare => OverShare..Width;

    public ref long this[int column] => ref _counts[column];

    public static PressureCounts Of(in NativeTally.CountsOf tally)
    {
        var row = new PressureCounts();
        (row[Bytes], row[Records]) = ((long)tally.Bytes, (long)tally.Records);
        (row[Arguments], row[Paths]) = ((long)tally.ShedArgs, (long)tally.ShedPaths);
        row.Set(RingFull, tally.RingFull);
        row.Set(OverShare, tally.OverShare);
        return row;
    }

    /// <summary>The counters have all lost and shed records, but no bytes.</summary>
    public static PressureCounts Of(in NativeStats stats)
    {
        var row = new PressureCounts();
        (row[Arguments], row[Paths]) = ((long)stats.ShedArgs, (long)stats.ShedPaths);
        row.Set(RingFull, stats.LostByKind[LossWatch.RingFullIndex]);
        row.Set(OverShare, stats.LostByKind[LossWatch.OverShareIndex]);
        return row;
    }

    public void Add(PressureCounts other, int sign = 1)
    {
        for (var i = 0; i < Width; i++)
        {
            _counts[i] += sign * other._counts[i];
        }
    }

    public PressureCounts Less(PressureCounts? before)
    {
        var row = new PressureCounts();
        row.Add(this);
        if (before is not null)
        {
            row.Add(before, -1);
        }

        return row;
    }

    public long Sum(Range columns)
    {
        var sum = 0L;
        foreach (var count in _counts.AsSpan(columns))
        {
            sum += count;
        }

        return sum;
    }

    public long Weight => _counts[Bytes];

    public Culprit ToCulprit(in PressureKey key, string? user) => new(key.Uid, user, key.Comm, _counts[Bytes], _counts[Records]);

    /// <summary>The given columns as named counts; the other counts are 0.</summary>
    public ShedCounts ToShed(Range columns)
    {
        var (from, length) = columns.GetOffsetAndLength(Width);
        var records = new Dictionary<string, long>();
        for (var i = Math.Max(from, RingFull); i < from + length; i++)
        {
            if (_counts[i] > 0)
            {
                var kind = RecordKindNames.Of((RecordKind)((i - RingFull) % Kinds));
                records[kind] = records.GetValueOrDefault(kind) + _counts[i];
            }
        }

        return new ShedCounts
        {
            Arguments = from <= Arguments ? _counts[Arguments] : 0,
            Paths = from <= Arguments ? _counts[Paths] : 0,
            Records = records,
        };
    }

    private void Set(int from, in NativeStats.Kinds kinds)
    {
        for (var i = 0; i < Kinds; i++)
        {
            _counts[from + i] = (long)kinds[i];
        }
    }
}
