using Dashboard.Core.Events;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.History;

/// <summary>
/// Keeps all captured data within one number of bytes. Above it, the oldest data goes first, and arguments before events before
/// ended processes; live processes stay, but with their arguments cut and marked so.
/// </summary>
/// <remarks>
/// Checked once per batch, by the writer. Sizes are those of .NET objects; shared texts are counted each time.
/// See docs/decisions/0022.
/// </remarks>
internal sealed class MemoryBudget
{
    /// <summary>Data of fixed size: counts per second, the digest of exits.</summary>
    private const long FixedBytes = 4 << 20;

    /// <summary>Frees a little more than needed, so that not each batch has to free again.</summary>
    private const int Slack = 64;

    /// <summary>
    /// Below these fractions of the budget the next kind is freed first: a flood of long paths must not cost all other processes
    /// their arguments, nor a flood of processes all events, nor live processes even the last events.
    /// </summary>
    private const int ArgumentsPart = 8;
    private const int EventsPart = 4;
    private const int MinEventsPart = 8;
    private const int FailuresPart = 16;
    private const int ExitsPart = 64;
    private const int PoolPart = 16;

    private const int EventsAtATime = 256;

    /// <summary>Minimum that one pass of cutting frees from the events.</summary>
    private const long MinCut = 64 << 10;

    /// <summary>
    /// How far a batch may exceed the budget before it ends, and after how many events that is checked. A fork of a hundred bytes
    /// copies arguments of 32 KiB, so a batch can use a hundred times its own size.
    /// </summary>
    public const long MaxOverrun = 2 << 20;
    public const int CheckEvery = 64;

    /// <summary>Live processes checked per batch; the next batch continues with the others.</summary>
    private const int MaxLiveRows = 4096;

    private readonly EventHistory _events;
    private readonly ProcessTable _processes;
    private readonly ErrnoBreakdown _errnos;
    private readonly ExitBreakdown _exits;
    private readonly ViewMemory _views;
    private EventPool? _pool;
    private long _batchSeq;
    private int _liveRows;

    public MemoryBudget(long limit, EventHistory events, ProcessTable processes, ErrnoBreakdown errnos, ExitBreakdown exits, ViewMemory views)
    {
        (Limit, _events, _processes, _errnos, _exits, _views) = (limit, events, processes, errnos, exits, views);
        errnos.MaxBytes = limit / FailuresPart;
        exits.MaxBytes = limit / ExitsPart;
    }

    public long Limit { get; }

    public long Used => _events.Bytes + _events.ArgumentsBytes + _events.RingBytes
        + _processes.Bytes + _processes.LiveArgumentsBytes + _errnos.Bytes + _exits.Bytes + _views.Bytes + (_pool?.Bytes ?? 0) + FixedBytes;

    public MemoryUse ToUse() => new(
        Limit, Used,
        Arguments: _events.ArgumentsBytes + _processes.LiveArgumentsBytes,
        Events: _events.Bytes + _events.RingBytes,
        Processes: _processes.Bytes,
        Failures: _errnos.Bytes + _exits.Bytes,
        Recent: _views.Bytes,
        Other: (_pool?.Bytes ?? 0) + FixedBytes,
        EventsCut: _events.CutCount, EventsEvicted: _events.FirstSeq - 1, EventsEvictedForMemory: _events.EvictedForMemory,
        ProcessesCut: _processes.CutCount, ProcessesEvicted: _processes.EvictedCount, ProcessesEvictedForMemory: _processes.EvictedForMemory);

    /// <summary>Called after a batch.</summary>
    /// <param name="pool">The pool to which events return.</param>
    /// <param name="batchSeq">The batch's first event: readers must be able to see the newest batch, so it is not evicted.</param>
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
            // A limit per length: otherwise a search for long arguments without result would use it up.
            _liveRows = MaxLiveRows;
            _processes.ForgetOfLive(Used - wanted, ref _liveRows);
            _liveRows = MaxLiveRows;
            _processes.CutLive(0, Used - wanted, ref _liveRows);
            EvictEvents(wanted, Limit / MinEventsPart);
        }

        while (Used > wanted && _processes.EvictOldestLive())
        {
        }
    }

    /// <summary>Cuts events or processes first, whichever hold more; live processes come last.</summary>
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
