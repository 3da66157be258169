using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>Memory of the table, and what it drops when memory is short.</summary>
public sealed partial class ProcessTable
{
    /// <summary>A record with its list entries and its name, which may be shared.</summary>
    private const int RecordBytes = 192;

    /// <summary>Ended processes below this number have no long arguments left; those below the next one have none worth cutting.</summary>
    private long _longCutBefore;
    private long _shortCutBefore;

    /// <summary>Some arguments were incomplete on arrival.</summary>
    private bool _hasTruncatedArguments;

    /// <summary>Where the next pass over live processes starts.</summary>
    private int _nextToCut;
    private int _nextToShorten;

    /// <summary>Processes whose arguments were cut to save memory.</summary>
    public long CutCount { get; internal set; }

    /// <summary>Processes evicted to save memory; others were evicted at the limit.</summary>
    public long EvictedForMemory { get; internal set; }

    /// <summary>Of the processes that were dropped, those that had not ended: of a recording only.</summary>
    public long EvictedLiveCount { get; internal set; }

    /// <summary>When the oldest process ended that is held, of those that ended; null while none of them has been forgotten.</summary>
    public Timestamp? HeldSince => HeldSinceBootNs is { } since ? _clock.ToTimestamp(since) : null;

    /// <summary>The same on CLOCK_BOOTTIME.</summary>
    public long? HeldSinceBootNs => EvictedCount == EvictedLiveCount ? null : _exited.Count > 0 ? _exited[0].ExitBootNs : _clock.NowBootNs;

    /// <summary>
    /// True when arguments of any process, past or present, are missing: cut to save memory, left out while the ring was filling up,
    /// too long, or unreadable. A filter on arguments cannot match them.
    /// </summary>
    public bool HasIncompleteArguments
    {
        get => _hasTruncatedArguments || _archive.HasCutArguments;
        internal set => _hasTruncatedArguments = value;
    }

    /// <summary>The time of the first snapshot; 0 before.</summary>
    internal long FirstSnapshotNs { get; set; }

    /// <summary>Contexts are not shared: see <see cref="EventSize"/>.</summary>
    internal bool OwnContexts { set => _archive.OwnContexts = value; }

    /// <summary>Memory of the arguments of unpacked processes: live ones, and those that have just ended.</summary>
    internal long LiveArgumentsBytes => _archive.ArgumentsBytes;

    /// <summary>The same including packed processes, whose arguments are counted with their chunks.</summary>
    internal long ArgumentsBytes => _archive.ArgumentsBytes + _archive.PackedArgumentsBytes;

    /// <summary>Memory of everything else.</summary>
    internal long Bytes => (RecordBytes * (long)(Count + _spare.Count)) + _byPid.Bytes + _awaited.Bytes
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

    /// <summary>Evicts a live process of a recording, where their number is limited; false when not allowed, or none is left.</summary>
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
    /// Cuts arguments of ended processes, the oldest first, one archive chunk at a time; false when none are left that are worth
    /// cutting.
    /// </summary>
    internal bool CutEnded(int longerThan)
    {
        ref var cutBefore = ref (longerThan >= ArgumentBytes.LongBytes ? ref _longCutBefore : ref _shortCutBefore);
        for (cutBefore = Math.Max(cutBefore, _exited.Taken); cutBefore < _exited.Taken + _exited.Count; cutBefore++)
        {
            var record = _exited[(int)(cutBefore - _exited.Taken)];
            if (record.Chunk is not { } chunk)
            {
                // Not packed yet: a zombie, or just ended.
                if (Cut(record, longerThan))
                {
                    return true;
                }
            }
            else if (ProcessArchive.IsWorthCutting(chunk, longerThan))
            {
                // Its records are consecutive in exit order. The chunk is free when the last one has left it. Some may have been skipped while it
                // was open.
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

    /// <summary>Cuts arguments of live processes until this many bytes are free; at most one pass over all.</summary>
    /// <param name="rows">Remaining number of processes to visit. The next call continues there.</param>
    internal void CutLive(int longerThan, long bytes, ref int rows)
    {
        var wanted = LiveArgumentsBytes - bytes;
        for (var left = Math.Min(_live.Count, rows); left > 0 && LiveArgumentsBytes > wanted; left--, rows--)
        {
            _nextToCut = _nextToCut < _live.Count ? _nextToCut : 0;
            Cut(_live[_nextToCut++], longerThan);
        }
    }

    /// <summary>Drops old images and failures of live processes; at most one pass over all.</summary>
    /// <param name="rows">See <see cref="CutLive"/>.</param>
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
