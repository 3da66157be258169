using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>
/// After losses: decides when to look at the task list again, and when to tell what was seen. Used by the one thread
/// that decodes.
/// </summary>
/// <remarks>
/// A look knows what is, events know what happened. So it is told behind all events that were reserved before it: an
/// end that was seen keeps its status, and only ends that nobody saw are concluded.
/// </remarks>
internal sealed class LossRepair
{
    /// <summary>Quiet for this long after a loss: the storm is over, and one look repairs all of it.</summary>
    private const long SettledNs = 500_000_000;

    /// <summary>A storm without end is repaired this often; a look reads /proc for each process.</summary>
    private const long LongestNs = 30_000_000_000;

    /// <summary>
    /// A process gets its start time a moment before the task list has it. Who is that young is left alone: it was born
    /// after the last loss, so its end is not among the lost ones.
    /// </summary>
    private const long TooYoungNs = 100_000_000;

    /// <summary>Ended while the look was waiting to be told. Emptied with each look.</summary>
    private readonly HashSet<ProcessId> _endedSince = [];

    private long _firstLossNs;
    private long _lastLossNs;
    private long _lastLookNs;
    private Look? _held;

    /// <summary>Looks that were told.</summary>
    public int Count { get; private set; }

    /// <summary>Something was lost and has not been repaired.</summary>
    public bool Awaits => _firstLossNs != 0 || Holds;

    /// <summary>A look waits to be told behind the events that came before it.</summary>
    public bool Holds => _held is not null;

    public void Lost(long nowNs)
    {
        _firstLossNs = _firstLossNs == 0 ? nowNs : _firstLossNs;
        _lastLossNs = nowNs;
    }

    public bool IsDue(long nowNs)
        => _firstLossNs != 0 && _held is null
            && (nowNs - _lastLossNs >= SettledNs || nowNs - Math.Max(_firstLossNs, _lastLookNs) >= LongestNs);

    /// <param name="seen">The snapshot, as events.</param>
    /// <param name="beginNs">Before the task list was read.</param>
    /// <param name="endNs">After it.</param>
    /// <param name="emptyPolls">Of the reader, after it.</param>
    public void Hold(IReadOnlyList<LifecycleEvent> seen, long beginNs, long endNs, long emptyPolls)
    {
        _endedSince.Clear();
        _firstLossNs = 0;
        _lastLookNs = endNs;
        // One poll may have been under way; the one after it began later and found nothing.
        _held = new Look(seen, beginNs, endNs, emptyPolls + 2);
    }

    /// <summary>Each batch of events, in order, with the reader's count of empty polls from before the batch was taken.</summary>
    public void Follow(IReadOnlyList<LifecycleEvent> events, long emptyPolls, Func<long, Timestamp> toTime, List<LifecycleEvent> output)
    {
        if (_held is not { } look)
        {
            return;
        }

        var passed = emptyPolls >= look.EmptyPolls;
        foreach (var e in events)
        {
            if (e is ExitEvent or ReapEvent)
            {
                _endedSince.Add(e.Process);
            }

            // The ring keeps the order in which records were reserved. Reaps are held back: they prove nothing.
            passed |= e.BootNs > look.EndNs && e is not (ReapEvent or LostEvent or ClockEvent);
        }

        if (passed)
        {
            Tell(look, toTime, output);
        }
    }

    private void Tell(Look look, Func<long, Timestamp> toTime, List<LifecycleEvent> output)
    {
        var census = look.BeginNs - TooYoungNs;
        var present = look.Seen.Select(e => e.Process).ToHashSet();
        output.AddRange(look.Seen.Where(e => !_endedSince.Contains(e.Process)));
        output.Add(new CensusEvent { Time = toTime(census), BootNs = census, Present = present });
        _held = null;
        Count++;
    }

    private sealed record Look(IReadOnlyList<LifecycleEvent> Seen, long BeginNs, long EndNs, long EmptyPolls);
}
