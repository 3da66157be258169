using Dashboard.Core.Model;

namespace Dashboard.Core.Processes.Archive;

/// <summary>Reads what <see cref="RecordPacker"/> wrote.</summary>
internal static class RecordUnpacker
{
    /// <param name="whole">Reads arguments too, so that nothing refers to the chunk any more.</param>
    public static void Unpack(ProcessRecord record, ArchiveChunk chunk, ProcessDetail d, bool whole)
    {
        var clock = chunk.Archive.Clock;
        var from = new ChunkReader(chunk, record.Position);
        var fields = (PackedFields)from.Number();
        Birth(d, fields, ref from);

        var (images, execs) = (2, 1L);
        if ((fields & PackedFields.ManyExecs) != 0)
        {
            (images, execs) = ((int)from.Number(), from.Signed());
        }

        d.ExecCount = (int)execs;
        for (var i = 0; i < images; i++)
        {
            d.AddImage(Image(i, i > 0 ? d.Images[^1].Exe : null, record, chunk, d, clock, ref from, whole));
        }

        if ((fields & PackedFields.Failures) != 0)
        {
            Failures(record, chunk, d, clock, ref from, whole);
        }

        if ((fields & PackedFields.ForkFailures) != 0)
        {
            d.ForkFailures = [];
            for (var count = from.Number(); count > 0; count--)
            {
                d.ForkFailures[from.Signed()] = from.Signed();
            }
        }

        End(record, d, fields, clock, ref from);
        if ((fields & PackedFields.Usage) != 0)
        {
            d.Usage = Usage(fields, ref from);
        }

        if ((fields & PackedFields.Context) != 0)
        {
            var pidInNamespace = (fields & PackedFields.InnerPid) != 0 ? (int?)from.Optional() : record.Pid;
            d.Context = new ProcessContext(pidInNamespace, from.Context());
        }

        d.Cwd = from.Text();
        d.ChangedSeq = from.Signed() + chunk.BaseSeq;
        d.ChangedBootNs = record.ExitBootNs
            + ((fields & PackedFields.ChangedByReap) != 0 ? d.Reaped.Time.UnixNs - d.Exit.Time.UnixNs : from.Signed());
        d.SnapshotBootNs = (fields & PackedFields.Snapshot) != 0 ? from.Signed() + record.Id.StartNs : 0;
        d.Threads = (fields & PackedFields.Threads) != 0 ? (int)from.Signed() : 0;
        d.Inferred = (fields & PackedFields.Inferred) != 0 ? (InferredFields)from.Number() : InferredFields.None;
        d.WaitedNs = (fields & PackedFields.Waited) != 0 ? (long)from.Number() : 0;
    }

    /// <summary>Reads only the parent at birth: walking up a deep lineage would be slow if each process were unpacked completely.</summary>
    public static ProcessId? ParentOf(ProcessRecord record, ArchiveChunk chunk)
    {
        var from = new ChunkReader(chunk, record.Position);
        from.Number();
        return from.ReferenceId();
    }

    private static void Birth(ProcessDetail d, PackedFields fields, ref ChunkReader from)
    {
        d.Parent = from.Reference();
        d.How = (fields & PackedFields.How) != 0 ? (ForkMethod)from.Number() : null;
        d.CloneFlags = (fields & PackedFields.CloneFlags) != 0 ? from.List() : null;
        d.CurrentParent = (fields & PackedFields.SameParent) != 0 ? d.Parent : from.Reference();
        d.BornBy = (fields & PackedFields.BornByParent) != 0 ? d.Parent : from.Reference();
    }

    private static ImageEntry Image(
        int index, ExecutableFile? before, ProcessRecord record, ArchiveChunk chunk, ProcessDetail d, CaptureClock clock, ref ChunkReader from, bool whole)
    {
        var fields = (PackedImage)from.Number();
        var image = new ImageEntry
        {
            BootNs = from.Signed() + record.Id.StartNs,
            Comm = from.Text()!,
            Syscall = from.Text(),
            Path = from.Text(),
            ArgsTruncated = (fields & PackedImage.ArgsTruncated) != 0,
            ArgsShed = (fields & PackedImage.ArgsShed) != 0,
            ArgsDropped = (fields & PackedImage.ArgsDropped) != 0,
            PathShed = (fields & PackedImage.PathShed) != 0,
        };
        image.Args = Arguments(chunk, d, ref from, whole, out var count);
        image.N = (fields & PackedImage.Number) != 0 ? (int)from.Signed() : index;
        image.Time = new Timestamp(clock.ToSteady(image.BootNs).UnixNs + ((fields & PackedImage.Lag) != 0 ? from.Signed() : 0));
        image.Interpreter = (fields & PackedImage.Interpreter) != 0 ? from.Text() : null;
        image.Exe = (fields & PackedImage.Exe) != 0 ? ExecutableFile.Unpack(from.Text()) : (fields & PackedImage.SameExe) != 0 ? before : null;
        image.ArgCount = (fields & PackedImage.ArgCount) != 0 ? (int?)from.Optional() : count;
        image.Redacted = (fields & PackedImage.Redacted) != 0 ? from.List() : null;
        image.ExecNs = (fields & PackedImage.ExecNs) != 0 ? (long)from.Number() : null;
        return image;
    }

    private static ArgumentEntry Arguments(ArchiveChunk chunk, ProcessDetail d, ref ChunkReader from, bool whole, out int? count)
    {
        if (whole)
        {
            var list = from.List();
            count = list?.Length;
            return ArgumentEntry.Of(list, d.Arguments);
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
            var failure = new FailedExecEntry
            {
                BootNs = bootNs,
                Time = new Timestamp(clock.ToSteady(bootNs).UnixNs + from.Signed()),
                Syscall = from.Text(),
                Path = from.Text(),
                Args = Arguments(chunk, d, ref from, whole, out _),
                ArgCount = (int?)from.Optional(),
                ExecNs = from.Optional(),
                Ret = from.Signed(),
                Image = (int)from.Signed(),
            };
            var marks = from.Number();
            failure.Lookup = (marks & 1) != 0;
            failure.ArgsTruncated = (marks & 2) != 0;
            failure.ArgsShed = (marks & 4) != 0;
            failure.ArgsDropped = (marks & 8) != 0;
            failure.PathShed = (marks & 16) != 0;
            failure.Redacted = (marks & 32) != 0 ? from.List() : null;
            d.AddFailedExec(failure);
        }
    }

    private static void End(ProcessRecord record, ProcessDetail d, PackedFields fields, CaptureClock clock, ref ChunkReader from)
    {
        var time = new Timestamp(clock.ToSteady(record.ExitBootNs).UnixNs + ((fields & PackedFields.ExitLag) != 0 ? from.Signed() : 0));
        d.SetExit(new ExitEntry(
            time,
            (fields & PackedFields.ExitCode) != 0 ? (int)from.Signed() : null,
            (fields & PackedFields.Signal) != 0 ? (int)from.Signed() : null,
            (fields & PackedFields.CoreDumped) != 0,
            (fields & PackedFields.Oom) != 0,
            (fields & PackedFields.ExitBy) != 0 ? from.Reference() : default));
        if ((fields & PackedFields.Reaped) != 0)
        {
            var zombieNs = from.Signed();
            var by = (fields & PackedFields.ReapedByCurrentParent) != 0 ? d.CurrentParent : from.Reference();
            d.Reaped = new ReapEntry(true, new Timestamp(time.UnixNs + zombieNs), by,
                (fields & PackedFields.ZombieIsReapMinusExit) != 0 ? zombieNs : from.Optional());
        }
    }

    // In byte order.
    private static ResourceUsage Usage(PackedFields fields, ref ChunkReader from) => new()
    {
        UserNs = (long)from.Number(),
        SystemNs = (long)from.Number(),
        MaxRssBytes = (long)from.Number() * ((fields & PackedFields.RssInBytes) != 0 ? 1 : 1024),
        MinorFaults = (long)from.Number(),
        MajorFaults = (long)from.Number(),
        VoluntarySwitches = (long)from.Number(),
        InvoluntarySwitches = (long)from.Number(),
        ReadBytes = from.Optional(),
        WriteBytes = from.Optional(),
    };
}
