using Dashboard.Core.Events;
using Dashboard.Core.History;

namespace Dashboard.Core.Processes.Archive;

/// <summary>Reads what <see cref="RecordPacker"/> wrote.</summary>
internal static class RecordUnpacker
{
    /// <param name="whole">Arguments too, so that nothing points into the chunk any more.</param>
    public static void Unpack(ProcessRecord record, ArchiveChunk chunk, ProcessDetail d, bool whole)
    {
        var clock = chunk.Archive.Clock;
        var from = new ChunkReader(chunk, record.Position);
        var fields = (PackedFields)from.Number();
        Birth(d, fields, ref from);

        var (images, execs) = (2, 1L);
        if (fields.HasFlag(PackedFields.ManyExecs))
        {
            (images, execs) = ((int)from.Number(), from.Signed());
        }

        d.ExecCount = (int)execs;
        for (var i = 0; i < images; i++)
        {
            d.AddImage(Image(i, record, chunk, clock, ref from, whole));
        }

        if (fields.HasFlag(PackedFields.Failures))
        {
            Failures(record, chunk, d, clock, ref from, whole);
        }

        if (fields.HasFlag(PackedFields.ForkFailures))
        {
            d.ForkFailures = [];
            for (var count = from.Number(); count > 0; count--)
            {
                d.ForkFailures[from.Signed()] = from.Signed();
            }
        }

        End(record, d, fields, clock, ref from);
        if (fields.HasFlag(PackedFields.Usage))
        {
            d.Usage = Usage(fields, ref from);
        }

        if (fields.HasFlag(PackedFields.Context))
        {
            var inner = from.Signed();
            d.Context = from.Context().ToContext(inner switch
            {
                0 => record.Pid,
                -1 => null,
                > 0 => (int)inner,
                _ => (int)(inner + 2),
            });
        }

        d.ChangedSeq = from.Signed() + chunk.BaseSeq;
        d.ChangedBootNs = from.Signed() + record.ExitBootNs;
        d.SnapshotBootNs = fields.HasFlag(PackedFields.Snapshot) ? from.Signed() + record.Id.StartNs : 0;
        d.Threads = fields.HasFlag(PackedFields.Threads) ? (int)from.Signed() : 0;
        d.Inferred = fields.HasFlag(PackedFields.Inferred) ? from.List() : null;
    }

    /// <summary>The parent at birth alone: a walk up a deep lineage would be slow if it unpacked each process whole.</summary>
    public static ProcessId? ParentOf(ProcessRecord record, ArchiveChunk chunk)
    {
        var from = new ChunkReader(chunk, record.Position);
        from.Number();
        return from.ReferenceId();
    }

    private static void Birth(ProcessDetail d, PackedFields fields, ref ChunkReader from)
    {
        d.Parent = from.Reference();
        d.How = fields.HasFlag(PackedFields.How) ? (ForkMethod)from.Number() : null;
        d.CloneFlags = fields.HasFlag(PackedFields.CloneFlags) ? from.List() : null;
        d.CurrentParent = fields.HasFlag(PackedFields.SameParent) ? d.Parent : from.Reference();
        d.BornBy = fields.HasFlag(PackedFields.BornByParent) ? d.Parent : from.Reference();
    }

    private static ImageEntry Image(
        int index, ProcessRecord record, ArchiveChunk chunk, CaptureClock clock, ref ChunkReader from, bool whole)
    {
        var fields = (PackedImage)from.Number();
        var image = new ImageEntry
        {
            BootNs = from.Signed() + record.Id.StartNs,
            Comm = from.Text()!,
            Syscall = from.Text(),
            Path = from.Text(),
            ArgsTruncated = fields.HasFlag(PackedImage.ArgsTruncated),
        };
        image.Args = Arguments(chunk, ref from, whole, out var count);
        image.N = fields.HasFlag(PackedImage.Number) ? (int)from.Signed() : index;
        image.Time = new Timestamp(clock.ToTimestamp(image.BootNs).UnixNs + (fields.HasFlag(PackedImage.Lag) ? from.Signed() : 0));
        image.Interpreter = fields.HasFlag(PackedImage.Interpreter) ? from.Text() : null;
        image.ArgCount = fields.HasFlag(PackedImage.ArgCount) ? (int?)from.Optional() : count;
        image.ExecNs = fields.HasFlag(PackedImage.ExecNs) ? from.Signed() : null;
        return image;
    }

    private static ArgumentEntry Arguments(ArchiveChunk chunk, ref ChunkReader from, bool whole, out int? count)
    {
        if (whole)
        {
            var list = from.List();
            count = list?.Length;
            return new ArgumentEntry(list);
        }

        var at = from.Position;
        count = from.SkipList();
        return count is null ? default : new ArgumentEntry(chunk, at);
    }

    private static void Failures(
        ProcessRecord record, ArchiveChunk chunk, ProcessDetail d, CaptureClock clock, ref ChunkReader from, bool whole)
    {
        d.FailedExecCount = from.Signed();
        d.FinalFailureCount = from.Signed();
        for (var count = from.Number(); count > 0; count--)
        {
            var bootNs = from.Signed() + record.Id.StartNs;
            d.AddFailedExec(new FailedExecEntry
            {
                BootNs = bootNs,
                Time = new Timestamp(clock.ToTimestamp(bootNs).UnixNs + from.Signed()),
                Syscall = from.Text(),
                Path = from.Text(),
                Args = Arguments(chunk, ref from, whole, out _),
                Ret = from.Signed(),
                Image = (int)from.Signed(),
                Lookup = from.Number() == 1,
            });
        }
    }

    private static void End(ProcessRecord record, ProcessDetail d, PackedFields fields, CaptureClock clock, ref ChunkReader from)
    {
        var time = new Timestamp(clock.ToTimestamp(record.ExitBootNs).UnixNs + from.Signed());
        d.SetExit(new ExitEntry(
            time,
            fields.HasFlag(PackedFields.ExitCode) ? (int)from.Signed() : null,
            fields.HasFlag(PackedFields.Signal) ? (int)from.Signed() : null,
            fields.HasFlag(PackedFields.CoreDumped),
            fields.HasFlag(PackedFields.Oom),
            fields.HasFlag(PackedFields.ExitBy) ? from.Reference() : default));
        if (fields.HasFlag(PackedFields.Reaped))
        {
            var zombieNs = from.Signed();
            var by = fields.HasFlag(PackedFields.ReapedByCurrentParent) ? d.CurrentParent : from.Reference();
            d.Reaped = new ReapEntry(true, new Timestamp(time.UnixNs + zombieNs), by,
                fields.HasFlag(PackedFields.ZombieIsReapMinusExit) ? zombieNs : from.Optional());
        }
    }

    private static UsageEntry Usage(PackedFields fields, ref ChunkReader from) => new(
        true, from.Signed(), from.Signed(), from.Signed() * (fields.HasFlag(PackedFields.RssInBytes) ? 1 : 1024),
        from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Optional(), from.Optional());
}
