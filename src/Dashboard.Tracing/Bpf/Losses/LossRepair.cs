using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>
/// After losses: decides when to scan the task list again, and when to report the result. Used by the thread that decodes.
/// </summary>
/// <remarks>
/// A scan has the current processes, events have their exit status. So a scan is reported after all events that were
/// reserved before it: an observed exit keeps its status, and only exits that were lost are inferred.
/// </remarks>
internal sealed class LossRepair
{
    /// <summary>Without losses for this long the storm is over, and one scan repairs everything.</summary>
    private const long SettledNs = 500_000_000;

    /// <summary>Interval of scans during a storm that does not end; a scan reads /proc for each process.</summary>
    private const long LongestNs = 30_000_000_000;

    /// <summary>
    /// A process gets its start time a moment before it is in the task list. A process younger than this is not inferred to
    /// have ended: it was born after the last loss, so its exit cannot be lost.
    /// </summary>
    private const long TooYoungNs = 100_000_000;

    /// <summary>Processes that ended between the scan and its report. Cleared by each scan.</summary>
    private readonly HashSet<ProcessId> _endedSince = [];

    private long _firstLossNs;
    private long _lastLossNs;
    private long _lastScanNs;
    private Scan? _held;

    /// <summary>Number of reported scans.</summary>
    public int Count { get; private set; }

    /// <summary>A loss is not yet repaired.</summary>
    public bool Awaits => _firstLossNs != 0 || Holds;

    /// <summary>A scan waits until the events before it are delivered.</summary>
    public bool Holds => _held is not null;

    public void Lost(long nowNs)
    {
        _firstLossNs = _firstLossNs == 0 ? nowNs : _firstLossNs;
        _lastLossNs = nowNs;
    }

    public bool IsDue(long nowNs)
        => _firstLossNs != 0 && _held is null
            && (nowNs - _lastLossNs >= SettledNs || nowNs - Math.Max(_firstLossNs, _lastScanNs) >= LongestNs);

    /// <param name="seen">The snapshot, as events.</param>
    /// <param name="beginNs">Before the task list was read.</param>
    /// <param name="endNs">After it.</param>
    /// <param name="emptyPolls">The reader's count of empty polls after it.</param>
    public void Hold(IReadOnlyList<LifecycleEvent> seen, long beginNs, long endNs, long emptyPolls)
    {
        _endedSince.Clear();
        _firstLossNs = 0;
        _lastScanNs = endNs;
        // One poll may have been in progress; the next one started after the scan and found the ring empty.
        _held = new Scan(seen, beginNs, endNs, emptyPolls + 2);
    }

    /// <summary>Call for each batch of events, in order, with the reader's count of empty polls from before the batch was taken.</summary>
    public void Follow(IReadOnlyList<LifecycleEvent> events, long emptyPolls, Func<long, Timestamp> toTime, List<LifecycleEvent> output)
    {
        if (_held is not { } scan)
        {
            return;
        }

        var passed = emptyPolls >= scan.EmptyPolls;
        foreach (var e in events)
        {
            if (e is ExitEvent or ReapEvent)
            {
                _endedSince.Add(e.Process);
            }

            // The ring keeps the order in which records were reserved. Reaps are delayed, so they prove nothing.
            passed |= e.BootNs > scan.EndNs && e is not (ReapEvent or LostEvent or ClockEvent);
        }

        if (passed)
        {
            Report(scan, toTime, output);
        }
    }

    private void Report(Scan scan, Func<long, Timestamp> toTime, List<LifecycleEvent> output)
    {
        var census = scan.BeginNs - TooYoungNs;
        var present = scan.Seen.Select(e => e.Process).ToHashSet();
        output.AddRange(scan.Seen.Where(e => !_endedSince.Contains(e.Process)));
        output.Add(new CensusEvent { Time = toTime(census), BootNs = census, Present = present });
        _held = null;
        Count++;
    }

    private sealed record Scan(IReadOnlyList<LifecycleEvent> Seen, long BeginNs, long EndNs, long EmptyPolls);
}
