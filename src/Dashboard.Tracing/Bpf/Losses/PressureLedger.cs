using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Compares the tallies of the kernel side with what was already reported. Used under one lock.</summary>
internal sealed class PressureLedger
{
    /// <summary>Upper bound of named origins and culprits; the others are only in the sums.</summary>
    private const int MaxNamed = 5;

    /// <summary>Bound of <see cref="_sinceAttach"/>; beyond it the entry with the smallest weight is removed.</summary>
    private const int MaxKept = 256;

    private readonly UserNames _users = new();

    /// <summary>The tallies at the last report. Bounded by <see cref="NativeTally.Max"/>.</summary>
    private readonly Dictionary<PressureKey, PressureCounts> _reported = [];

    private readonly Dictionary<PressureKey, PressureCounts> _sinceAttach = [];
    private PressureCounts _reportedCounters = new();

    /// <summary>A tally is not yet in the counters, because they were read a moment earlier.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>True when the kernel side has no tallies.</summary>
    public bool IsEmpty => _reported.Count == 0;

    /// <summary>The kernel side has cleared its tallies.</summary>
    public void Forget() => _reported.Clear();

    /// <param name="stats">Read before the tallies. A tally is counted first, so the tallies include all that the counters have.</param>
    public PressureInterval Take(in NativeStats stats, ReadOnlySpan<NativeTally> tallies)
    {
        var counters = PressureCounts.Of(stats);
        var all = counters.Less(_reportedCounters);
        _reportedCounters = counters;
        var now = Sum(tallies);
        var since = now.ToDictionary(t => t.Key, t => t.Value.Less(_reported.GetValueOrDefault(t.Key)));
        LeaveForLater(since, all);
        foreach (var (key, row) in since)
        {
            Keep(_reported, key).Add(row);
            Keep(_sinceAttach, key).Add(row);
        }

        while (_sinceAttach.Count > MaxKept)
        {
            _sinceAttach.Remove(_sinceAttach.MinBy(e => e.Value.Weight).Key);
        }

        return new PressureInterval(all, columns => Origins(since, columns), Culprits(since));
    }

    /// <summary>Since attach; null when there was no pressure.</summary>
    public PressureStatus? Status(in NativeStats stats)
        => stats.Pressed == 0
            ? null
            : new PressureStatus(
                PressureCounts.Of(stats).ToShed(PressureCounts.Losses), Origins(_sinceAttach, PressureCounts.Losses), Culprits(_sinceAttach));

    private static Dictionary<PressureKey, PressureCounts> Sum(ReadOnlySpan<NativeTally> tallies)
    {
        var sums = new Dictionary<PressureKey, PressureCounts>();
        foreach (ref readonly var tally in tallies)
        {
            // After its NUL a name may have the rest of an older one, so two tallies may have the same name.
            Keep(sums, new PressureKey(tally.Key.Uid, KernelStrings.Name(tally.Key.Comm))).Add(PressureCounts.Of(tally.Tally));
        }

        return sums;
    }

    private static PressureCounts Keep(Dictionary<PressureKey, PressureCounts> rows, in PressureKey key)
        => CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out _) ??= new PressureCounts();

    /// <summary>Leaves what was tallied after the counters were read for the next report, so that each sum agrees with its parts.</summary>
    private void LeaveForLater(Dictionary<PressureKey, PressureCounts> since, PressureCounts all)
    {
        IsBehind = false;
        for (var column = PressureCounts.Losses.Start.Value; column < PressureCounts.Losses.End.Value; column++)
        {
            var over = since.Values.Sum(row => row[column]) - all[column];
            foreach (var row in since.Values)
            {
                var less = Math.Clamp(over, 0, row[column]);
                row[column] -= less;
                over -= less;
                IsBehind |= less > 0;
            }
        }
    }

    private List<LossOrigin> Origins(Dictionary<PressureKey, PressureCounts> rows, Range columns)
        => [.. rows.Where(r => r.Value.Sum(columns) > 0).OrderByDescending(r => r.Value.Sum(columns)).Take(MaxNamed)
            .Select(r => new LossOrigin(r.Key.Uid, User(r.Key), r.Key.Comm, r.Value.ToShed(columns)))];

    private List<Culprit> Culprits(Dictionary<PressureKey, PressureCounts> rows)
        => [.. rows.Where(r => r.Value.Weight > 0).OrderByDescending(r => r.Value.Weight).Take(MaxNamed)
            .Select(r => r.Value.ToCulprit(r.Key, User(r.Key)))];

    private string? User(in PressureKey key) => _users.Find(key.Uid);
}
