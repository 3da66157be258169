using Dashboard.Core.Events;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.History;

/// <summary>
/// Keeps all that is remembered within one number of bytes. When it is too much, the oldest goes first, and arguments
/// before events before processes that have ended; live processes stay, with their arguments cut and marked so.
/// </summary>
/// <remarks>
/// Looked at once a batch, by the writer. Sizes are those of .NET objects, texts that are shared are counted each time.
/// See docs/decisions/0022.
/// </remarks>
internal sealed class MemoryBudget
{
    /// <summary>What has a size of its own: counts by second, the digest of exits.</summary>
    private const long FixedBytes = 4 << 20;

    /// <summary>A step back frees a little more, so that it is not due with each batch.</summary>
    private const int Slack = 64;

    /// <summary>
    /// Below these parts of the budget the next kind goes first: a flood of long paths must not cost everybody all
    /// arguments, nor a flood of processes all events, nor live processes the least part of them.
    /// </summary>
    private const int ArgumentsPart = 8;
    private const int EventsPart = 4;
    private const int LeastEventsPart = 8;
    private const int FailuresPart = 16;
    private const int PoolPart = 16;

    private const int EventsAtATime = 256;

    /// <summary>What one round of cutting frees at least of the events.</summary>
    private const long MinCut = 64 << 10;

    /// <summary>
    /// How far a batch may overrun the budget before it is over, and after how many events that is asked. A fork of a
    /// hundred bytes copies arguments of 32 KiB, so a batch may make a hundred times as much as it is.
    /// </summary>
    public const long MaxOverrun = 2 << 20;
    public const int LookEvery = 64;

    /// <summary>Live processes that are looked at each time: where they are more, the next batch carries on.</summary>
    private const int MaxLiveRows = 4096;

    private readonly EventHistory _events;
    private readonly ProcessTable _processes;
    private readonly ErrnoBreakdown _errnos;
    private EventPool? _pool;
    private long _batchSeq;
    private int _liveRows;

    public MemoryBudget(long limit, EventHistory events, ProcessTable processes, ErrnoBreakdown errnos)
    {
        (Limit, _events, _processes, _errnos) = (limit, events, processes, errnos);
        errnos.MaxBytes = limit / FailuresPart;
    }

    public long Limit { get; }

    public long Used => _events.Bytes + _events.ArgumentsBytes + _events.RingBytes
        + _processes.Bytes + _processes.LiveArgumentsBytes + _errnos.Bytes + (_pool?.Bytes ?? 0) + FixedBytes;

    public MemoryUse ToUse() => new(
        Limit, Used,
        Arguments: _events.ArgumentsBytes + _processes.LiveArgumentsBytes,
        Events: _events.Bytes + _events.RingBytes,
        Processes: _processes.Bytes,
        Failures: _errnos.Bytes,
        Other: (_pool?.Bytes ?? 0) + FixedBytes,
        EventsCut: _events.CutCount, EventsEvicted: _events.FirstSeq - 1, EventsEvictedForMemory: _events.EvictedForMemory,
        ProcessesCut: _processes.CutCount, ProcessesEvicted: _processes.EvictedCount, ProcessesEvictedForMemory: _processes.EvictedForMemory);

    /// <summary>After a batch.</summary>
    /// <param name="pool">Where events go back to.</param>
    /// <param name="batchSeq">The first event of the batch: a reader must be able to see what just came.</param>
    public void Keep(EventPool? pool, long batchSeq)
    {
        (_pool, _batchSeq) = (pool, batchSeq);
        if (pool is not null)
        {
            pool.MaxBytes = Limit / PoolPart;
        }

        if (Used <= Limit)
        {
            return;
        }

        _liveRows = MaxLiveRows;
        var wanted = Limit - (Limit / Slack);
        CutArguments(ArgumentBytes.LongBytes, wanted, 0);
        CutArguments(ArgumentBytes.ShortBytes, wanted, Limit / ArgumentsPart);
        EvictEvents(wanted, Limit / EventsPart);
        while (Used > wanted && _processes.EvictOldest())
        {
        }

        if (Used > wanted)
        {
            // So many for each: or looking for long arguments, in vain, would leave none for what helps.
            _liveRows = MaxLiveRows;
            _processes.ForgetOfLive(Used - wanted, ref _liveRows);
            _liveRows = MaxLiveRows;
            _processes.CutLive(0, Used - wanted, ref _liveRows);
            EvictEvents(wanted, Limit / LeastEventsPart);
        }

        while (Used > wanted && _processes.EvictOldestLive())
        {
        }
    }

    /// <summary>Of events and of processes whoever holds more gives first; live processes come last.</summary>
    private void CutArguments(int longerThan, long wanted, long atLeast)
    {
        while (Used > wanted && _events.ArgumentsBytes + _processes.ArgumentsBytes > atLeast)
        {
            var before = Used;
            var eventsFirst = _events.ArgumentsBytes >= _processes.ArgumentsBytes;
            var isCut = eventsFirst
                ? CutEvents(longerThan, wanted) || _processes.CutEnded(longerThan)
                : _processes.CutEnded(longerThan) || CutEvents(longerThan, wanted);
            if (!isCut)
            {
                _processes.CutLive(longerThan, Used - wanted, ref _liveRows);
                if (Used >= before)
                {
                    return;
                }
            }
        }
    }

    private bool CutEvents(int longerThan, long wanted)
    {
        var before = _events.ArgumentsBytes;
        _events.CutArguments(longerThan, Math.Max(MinCut, (Used - wanted) / 4), _pool);
        return _events.ArgumentsBytes < before;
    }

    private void EvictEvents(long wanted, long atLeast)
    {
        while (Used > wanted && _events.FirstSeq < _batchSeq && _events.Bytes + _events.ArgumentsBytes > atLeast)
        {
            for (var i = Math.Min(EventsAtATime, _batchSeq - _events.FirstSeq); i > 0; i--)
            {
                _events.Evict(_pool);
                _events.EvictedForMemory++;
            }
        }
    }
}
