using Dashboard.Core.Events;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>What the table takes of memory, and what it gives up when there is too little.</summary>
public sealed partial class ProcessTable
{
    /// <summary>A record with its places in the lists and its name, which it may share with others.</summary>
    private const int RecordBytes = 192;

    /// <summary>The ended ones before these lasting numbers have no long arguments any more, and none worth cutting.</summary>
    private long _longCutBefore;
    private long _shortCutBefore;

    /// <summary>Some arguments were incomplete when they came.</summary>
    private bool _hasTruncatedArguments;

    /// <summary>Where the last look at the live ones ended.</summary>
    private int _nextToCut;
    private int _nextToShorten;

    /// <summary>Processes whose arguments were cut to save memory.</summary>
    public long CutCount { get; internal set; }

    /// <summary>Processes that went to save memory; others went because there were as many as may be.</summary>
    public long EvictedForMemory { get; internal set; }

    /// <summary>When the oldest process ended that is held, of those that ended; null while none has been forgotten.</summary>
    public Timestamp? HeldSince => HeldSinceBootNs is { } since ? _clock.ToTimestamp(since) : null;

    /// <summary>The same on CLOCK_BOOTTIME.</summary>
    public long? HeldSinceBootNs => EvictedCount == 0 ? null : _exited.Count > 0 ? _exited[0].ExitBootNs : _clock.NowBootNs;

    /// <summary>
    /// Of some process, now or earlier, not all arguments were kept: cut to save memory, left out while the ring was filling
    /// up, longer than is kept at any time, or of an exec not readable. A filter on arguments cannot see what is missing.
    /// </summary>
    public bool HasIncompleteArguments
    {
        get => _hasTruncatedArguments || _archive.HasCutArguments;
        internal set => _hasTruncatedArguments = value;
    }

    /// <summary>When the capture first looked who is there; 0 before.</summary>
    internal long FirstSnapshotNs { get; set; }

    /// <summary>Contexts are not shared: see <see cref="EventSize"/>.</summary>
    internal bool OwnContexts { set => _archive.OwnContexts = value; }

    /// <summary>Memory of arguments of processes that are not packed: the live ones, and those that have just ended.</summary>
    internal long LiveArgumentsBytes => _archive.ArgumentsBytes;

    /// <summary>The same with those that are packed, which are counted with their chunks.</summary>
    internal long ArgumentsBytes => _archive.ArgumentsBytes + _archive.PackedArgumentsBytes;

    /// <summary>Memory of all else.</summary>
    internal long Bytes => (RecordBytes * (long)(Count + _spare.Count)) + _byPid.Bytes
        + _archive.ChunksBytes + _archive.DetailsBytes + _archive.CachesBytes;

    /// <summary>Evicts the process that ended first; false when none has ended.</summary>
    internal bool EvictOldest()
    {
        if (_exited.Count == 0)
        {
            return false;
        }

        Evict(_exited.TakeOldest());
        EvictedForMemory++;
        return true;
    }

    /// <summary>Evicts a live process, of a recording, where their number is bounded as well; false when it may not, or none is left.</summary>
    internal bool EvictOldestLive()
    {
        if (_maxLive == int.MaxValue || _live.Count == 0)
        {
            return false;
        }

        EvictLive();
        EvictedForMemory++;
        return true;
    }

    /// <summary>
    /// Cuts arguments of processes that have ended, the oldest first, a chunk of the archive at a time; false when there
    /// are none left that are worth it.
    /// </summary>
    internal bool CutEnded(int longerThan)
    {
        ref var cutBefore = ref (longerThan >= ArgumentBytes.LongBytes ? ref _longCutBefore : ref _shortCutBefore);
        for (cutBefore = Math.Max(cutBefore, _exited.Taken); cutBefore < _exited.Taken + _exited.Count; cutBefore++)
        {
            var record = _exited[(int)(cutBefore - _exited.Taken)];
            if (record.Chunk is not { } chunk)
            {
                // Not packed yet: a zombie, or it ended just now.
                if (Cut(record, longerThan))
                {
                    return true;
                }
            }
            else if (ProcessArchive.IsWorthCutting(chunk, longerThan))
            {
                // Its records lie one behind the other, as they ended. The chunk is free when the last has left it. Some may
                // have been passed while it was open and not worth it.
                var first = (int)(cutBefore - _exited.Taken);
                while (first > 0 && _exited[first - 1].Chunk == chunk)
                {
                    first--;
                }

                var cut = longerThan >= ArgumentBytes.LongBytes ? ArgumentsCut.Long : ArgumentsCut.Short;
                for (var i = first; i < _exited.Count && _exited[i].Chunk == chunk; i++)
                {
                    Cut(_exited[i], longerThan);
                    _exited[i].ArgumentsCut = cut;
                    cutBefore = _exited.Taken + i + 1;
                    _archive.Pack();
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Cuts arguments of live processes until so many bytes are free; goes round once at most.</summary>
    /// <param name="rows">How many it may look at, and what is left of that. The next call goes on where this one ends.</param>
    internal void CutLive(int longerThan, long bytes, ref int rows)
    {
        var wanted = LiveArgumentsBytes - bytes;
        for (var left = Math.Min(_live.Count, rows); left > 0 && LiveArgumentsBytes > wanted; left--, rows--)
        {
            _nextToCut = _nextToCut < _live.Count ? _nextToCut : 0;
            Cut(_live[_nextToCut++], longerThan);
        }
    }

    /// <summary>Live processes forget what they ran and tried before, but for the newest; goes round once at most.</summary>
    /// <param name="rows">As above.</param>
    internal void ForgetOfLive(long bytes, ref int rows)
    {
        var wanted = _archive.DetailsBytes - bytes;
        for (var left = Math.Min(_live.Count, rows); left > 0 && _archive.DetailsBytes > wanted; left--, rows--)
        {
            _nextToShorten = _nextToShorten < _live.Count ? _nextToShorten : 0;
            var detail = _live[_nextToShorten++].Edit();
            if (detail.ForgetOldest())
            {
                _archive.Count(detail);
            }
        }
    }

    private bool Cut(ProcessRecord record, int longerThan)
    {
        var detail = record.Edit();
        if (detail.CutArguments(longerThan) == 0)
        {
            return false;
        }

        CutCount++;
        _archive.Count(detail);
        return true;
    }
}
