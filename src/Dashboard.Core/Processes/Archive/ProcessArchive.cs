using Dashboard.Core.Model;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Keeps what is known of processes that have ended: for a while as they are, because a reap or a late event still
/// changes them, then packed into chunks. They are packed in the order of their exits and evicted in the same order,
/// so chunks empty one after the other and are used again: memory stays where it is.
/// </summary>
internal sealed partial class ProcessArchive(CaptureClock clock, int unpacked)
{
    /// <summary>A chunk stays below the large object heap, and a forgotten one costs little.</summary>
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Zombies wait unpacked for their reap up to this many; a leak of zombies is packed as well.</summary>
    private const int MaxWaiting = 4096;

    /// <summary>Bound of what is kept for use again: what a storm freed beyond it goes to the garbage collector.</summary>
    private const int MaxSpare = 1024;

    private const int MaxSpareChunks = 8;

    /// <summary>Records unpacked for reading at a time: code compares a process with the one before.</summary>
    private const int Readers = 4;

    private readonly Queue<(ProcessRecord Record, ushort Generation)> _settling = new();
    private readonly Stack<ProcessDetail> _spareDetails = new();
    private readonly Stack<ArchiveChunk> _spareChunks = new();
    private readonly (ProcessRecord? Record, ProcessDetail? Detail)[] _reading = new (ProcessRecord?, ProcessDetail?)[Readers];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>By how far arguments were cut: what is old and short must not lie in one chunk with long ones, which would stay with it.</summary>
    private readonly Pen?[] _pens = new Pen?[(int)ArgumentsCut.Short + 1];
    private int _nextReader;
    private int _tries;
    private long _serial;

    public CaptureClock Clock { get; } = clock;

    public TextCache Texts { get; } = new();

    /// <summary>Records that are packed.</summary>
    public int PackedCount { get; private set; }

    /// <summary>Records that were packed into the chunks that are held; more than are packed when some were unpacked since.</summary>
    public int HeldCount { get; private set; }

    /// <summary>Mostly air: late events unpacked what the chunks held, and chunks of which little is left cannot be emptied.</summary>
    public bool NeedsCompaction => HeldCount > 2 * PackedCount + 4 * MaxWaiting;

    public ProcessDetail Rent() => _spareDetails.TryPop(out var detail) ? detail : NewDetail();

    /// <summary>The process has ended, or was unpacked again: it is packed once it is likely to rest.</summary>
    public void Settle(ProcessRecord record)
    {
        if (record.IsSettling)
        {
            return;
        }

        record.IsSettling = true;
        _settling.Enqueue((record, record.Generation));

        // Two for each that comes: who is not ready goes to the end, and the queue shrinks all the same.
        _tries += 2;
    }

    /// <summary>Packs what rests. Called between two events, when nobody holds a detail for writing.</summary>
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

    /// <summary>For reading; valid until a few others are read.</summary>
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
        // Last: memory may have run out before.
        slot.Record = record;
        return slot.Detail;
    }

    /// <summary>For writing: it is an object again, and will be packed anew.</summary>
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

    /// <summary>The process is evicted.</summary>
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

    /// <summary>Moves a record out of a chunk that is mostly air.</summary>
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
            // Evicted in between.
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
            // What it had in common with the full chunk it must tell anew, so it is written once more.
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

    /// <summary>One object for each name. Bounded: many different names begin the list anew.</summary>
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

    /// <summary>Fills one chunk after the other.</summary>
    private sealed class Pen
    {
        public ChunkWriter Writer { get; } = new();

        private ArchiveChunk? _chunk;
        private long _serial;

        /// <summary>The chunk that it writes into. Closed for others' sake, emptied and begun anew by another pen, it is this one's no longer.</summary>
        public ArchiveChunk? Open => _chunk is { IsOpen: true } && _chunk.Serial == _serial ? _chunk : null;

        public void Take(ArchiveChunk chunk) => (_chunk, _serial) = (chunk, chunk.Serial);
    }
}
