using Dashboard.Core.Model;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Holds ended processes: unpacked for a while, because a reap or a late event still changes them, then packed into chunks. They are
/// packed in the order of their exits and evicted in the same order, so chunks become empty in turn and are reused: memory
/// does not grow.
/// </summary>
internal sealed partial class ProcessArchive(CaptureClock clock, int unpacked)
{
    /// <summary>Small enough to stay out of the large object heap, and cheap to lose.</summary>
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Maximum number of zombies that wait unpacked for their reap; if zombies leak, the others are packed.</summary>
    private const int MaxWaiting = 4096;

    /// <summary>Maximum number of spare objects; a storm's surplus is left to the garbage collector.</summary>
    private const int MaxSpare = 1024;

    private const int MaxSpareChunks = 8;

    /// <summary>Number of records unpacked for reading at a time: code compares a process with the previous one.</summary>
    private const int Readers = 4;

    private readonly Queue<(ProcessRecord Record, ushort Generation)> _settling = new();
    private readonly Stack<ProcessDetail> _spareDetails = new();
    private readonly Stack<ArchiveChunk> _spareChunks = new();
    private readonly (ProcessRecord? Record, ProcessDetail? Detail)[] _reading = new (ProcessRecord?, ProcessDetail?)[Readers];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>One per degree of cutting: an old record with short arguments in a chunk of long ones would keep the chunk alive.</summary>
    private readonly Pen?[] _pens = new Pen?[(int)ArgumentsCut.Short + 1];
    private int _nextReader;
    private int _tries;
    private long _serial;

    public CaptureClock Clock { get; } = clock;

    public TextCache Texts { get; } = new();

    /// <summary>Records that are packed.</summary>
    public int PackedCount { get; private set; }

    /// <summary>Records written to the chunks held; more than are packed when some were unpacked since.</summary>
    public int HeldCount { get; private set; }

    /// <summary>Most of the chunks' contents is unused: late events unpacked records, and a chunk with a few left cannot be emptied.</summary>
    public bool NeedsCompaction => HeldCount > 2 * PackedCount + 4 * MaxWaiting;

    public ProcessDetail Rent() => _spareDetails.TryPop(out var detail) ? detail : NewDetail();

    /// <summary>The process has ended, or was unpacked again: it is packed once further changes are unlikely.</summary>
    public void Settle(ProcessRecord record)
    {
        if (record.IsSettling)
        {
            return;
        }

        record.IsSettling = true;
        _settling.Enqueue((record, record.Generation));

        // Two attempts per arrival: a record that is not ready moves to the end, and the queue still shrinks.
        _tries += 2;
    }

    /// <summary>Packs settled records. Called between two events, when no detail is being changed.</summary>
    public void Pack()
    {
        while (_tries > 0)
        {
            _tries--;
            if (_settling.Count > unpacked)
            {
                TrySettle();
            }
        }
    }

    /// <summary>Reads a record; the result is valid until a few others are read.</summary>
    public ProcessDetail Read(ProcessRecord record)
    {
        foreach (var (known, open) in _reading)
        {
            if (known == record)
            {
                return open!;
            }
        }

        ref var slot = ref _reading[_nextReader];
        _nextReader = (_nextReader + 1) % Readers;
        slot.Detail ??= NewDetail();
        slot.Record = null;
        slot.Detail.Reset();
        RecordUnpacker.Unpack(record, record.Chunk!, slot.Detail, whole: false);
        Count(slot.Detail);
        // Assigned last, because an allocation above may have failed.
        slot.Record = record;
        return slot.Detail;
    }

    /// <summary>Unpacks a record for changes; it will be packed again.</summary>
    public ProcessDetail Unpack(ProcessRecord record)
    {
        var detail = Rent();
        RecordUnpacker.Unpack(record, record.Chunk!, detail, whole: true);
        Count(detail);
        Leave(record);
        record.Keep(detail);
        Settle(record);
        return detail;
    }

    /// <summary>Called when the process is evicted.</summary>
    public void Release(ProcessRecord record)
    {
        record.IsSettling = false;
        if (record.Chunk is not null)
        {
            Leave(record);
        }
        else
        {
            Return(record.Detail);
        }
    }

    /// <summary>Moves a record out of a mostly unused chunk.</summary>
    public void Move(ProcessRecord record)
    {
        if (record.Chunk is { IsOpen: false } chunk && chunk.Live * 2 < chunk.Packed)
        {
            Unpack(record);
        }
    }

    private void TrySettle()
    {
        var (record, generation) = _settling.Dequeue();
        if (record.Generation != generation || !record.IsSettling)
        {
            // Evicted meanwhile.
            return;
        }

        var detail = record.Detail;
        if (detail.IsBusy || (record.State != ProcessState.Exited && _settling.Count < MaxWaiting))
        {
            _settling.Enqueue((record, generation));
            return;
        }

        record.IsSettling = false;
        Pack(record, detail);
        Return(detail);
    }

    private void Pack(ProcessRecord record, ProcessDetail detail)
    {
        record.Comm = Shared(record.Comm);
        var pen = _pens[(int)record.ArgumentsCut] ??= new Pen();
        var (open, writer) = (pen.Open, pen.Writer);
        if (open is not null)
        {
            RecordPacker.Pack(record, detail, open, writer);
        }

        if (open is null || writer.Written.Length > open.Bytes.Length - open.Used)
        {
            // References into the full chunk are invalid in a new one, so it is written again.
            open = Open(pen, record, detail, open is null ? 0 : writer.Written.Length);
            while (writer.Written.Length > open.Bytes.Length)
            {
                open = Open(pen, record, detail, writer.Written.Length);
            }
        }

        writer.Written.CopyTo(open.Bytes.AsSpan(open.Used));
        record.Keep(open, open.Used);
        open.Used += writer.Written.Length;
        open.LongArguments += writer.LongArguments;
        open.CutArguments += writer.CutArguments;
        PackedArgumentsBytes += writer.CutArguments;
        open.Packed++;
        open.Live++;
        PackedCount++;
        HeldCount++;
    }

    private ArchiveChunk Open(Pen pen, ProcessRecord record, ProcessDetail detail, int atLeast)
    {
        if (pen.Open is { } full)
        {
            full.IsOpen = false;
            if (full.Live == 0)
            {
                Empty(full);
            }
        }

        var open = atLeast <= ChunkBytes && _spareChunks.TryPop(out var spare) ? spare : NewChunk(Math.Max(ChunkBytes, atLeast));
        open.Begin(++_serial, record.Id.StartNs, detail.ChangedSeq);
        open.IsOpen = true;
        pen.Take(open);
        pen.Writer.Forget();
        RecordPacker.Pack(record, detail, open, pen.Writer);
        return open;
    }

    private void Leave(ProcessRecord record)
    {
        for (var i = 0; i < Readers; i++)
        {
            if (_reading[i].Record == record)
            {
                _reading[i].Record = null;
            }
        }

        PackedCount--;
        var chunk = record.Chunk!;
        if (--chunk.Live == 0 && !chunk.IsOpen)
        {
            Empty(chunk);
        }
    }

    private void Empty(ArchiveChunk chunk)
    {
        HeldCount -= chunk.Packed;
        PackedArgumentsBytes -= chunk.CutArguments;
        if (chunk.Bytes.Length == ChunkBytes && _spareChunks.Count < MaxSpareChunks)
        {
            _spareChunks.Push(chunk);
        }
        else
        {
            ChunksBytes -= chunk.Bytes.Length;
        }
    }

    private void Return(ProcessDetail detail)
    {
        detail.Reset();
        if (_spareDetails.Count < MaxSpare)
        {
            Count(detail);
            _spareDetails.Push(detail);
        }
        else
        {
            Discount(detail);
        }
    }

    /// <summary>Returns one object per name. Bounded: when it is full, it is cleared.</summary>
    private string Shared(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_names.Count >= MaxWaiting)
        {
            _names.Clear();
        }

        _names.Add(name, name);
        return name;
    }

    /// <summary>Fills one chunk after another.</summary>
    private sealed class Pen
    {
        public ChunkWriter Writer { get; } = new();

        private ArchiveChunk? _chunk;
        private long _serial;

        /// <summary>The chunk that it fills. No longer its own when another pen has emptied and reused it.</summary>
        public ArchiveChunk? Open => _chunk is { IsOpen: true } && _chunk.Serial == _serial ? _chunk : null;

        public void Take(ArchiveChunk chunk) => (_chunk, _serial) = (chunk, chunk.Serial);
    }
}
