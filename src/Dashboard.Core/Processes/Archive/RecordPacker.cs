using Dashboard.Core.Model;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Packs an ended process; <see cref="RecordUnpacker"/> reads the same fields in the same order. Times are written as differences
/// from a near one (the birth, the exit, or the clock's value), so that most take a few bytes or one.
/// </summary>
internal static class RecordPacker
{
    public static void Pack(ProcessRecord record, ProcessDetail detail, ArchiveChunk chunk, ChunkWriter to)
    {
        var clock = chunk.Archive.Clock;
        var fields = FieldsOf(record, detail, clock);
        to.Begin(chunk);
        to.Number((ulong)fields);
        Birth(record, detail, fields, to);

        var images = detail.Images;
        if ((fields & PackedFields.ManyExecs) != 0)
        {
            to.Number((ulong)images.Length);
            to.Signed(detail.ExecCount);
        }

        for (var i = 0; i < images.Length; i++)
        {
            Image(images[i], i, i > 0 ? images[i - 1].Exe : null, record, clock, to);
        }

        if ((fields & PackedFields.Failures) != 0)
        {
            Failures(record, detail, clock, to);
        }

        if ((fields & PackedFields.ForkFailures) != 0)
        {
            to.Number((ulong)detail.ForkFailures!.Count);
            foreach (var (ret, count) in detail.ForkFailures)
            {
                to.Signed(ret);
                to.Signed(count);
            }
        }

        End(record, detail, fields, clock, to);
        if ((fields & PackedFields.Usage) != 0)
        {
            Usage(detail.Usage.GetValueOrDefault(), to);
        }

        if (detail.Context is { } context)
        {
            // Outside of containers the same as the pid.
            if ((fields & PackedFields.InnerPid) != 0)
            {
                to.Optional(context.PidInNamespace);
            }

            to.Context(context.Setting);
        }

        to.Text(detail.Cwd);
        to.Signed(detail.ChangedSeq - chunk.BaseSeq);
        if ((fields & PackedFields.ChangedByReap) == 0)
        {
            to.Signed(detail.ChangedBootNs - record.ExitBootNs);
        }

        if ((fields & PackedFields.Snapshot) != 0)
        {
            to.Signed(detail.SnapshotBootNs - record.Id.StartNs);
        }

        if ((fields & PackedFields.Threads) != 0)
        {
            to.Signed(detail.Threads);
        }

        if ((fields & PackedFields.Inferred) != 0)
        {
            to.Number((ulong)detail.Inferred);
        }

        if ((fields & PackedFields.Waited) != 0)
        {
            to.Number((ulong)detail.WaitedNs);
        }
    }

    private static PackedFields FieldsOf(ProcessRecord record, ProcessDetail d, CaptureClock clock)
        => If(d.Reaped.IsKnown, PackedFields.Reaped)
            | If(d.Reaped.IsKnown && d.Reaped.By == d.CurrentParent, PackedFields.ReapedByCurrentParent)
            | If(d.Reaped.ZombieNs == d.Reaped.Time.UnixNs - d.Exit.Time.UnixNs, PackedFields.ZombieIsReapMinusExit)
            | If(d.Reaped.IsKnown && d.ChangedBootNs - record.ExitBootNs == d.Reaped.Time.UnixNs - d.Exit.Time.UnixNs, PackedFields.ChangedByReap)
            | If(d.Usage is not null, PackedFields.Usage)
            | If(!IsWholeKiB(d.Usage.GetValueOrDefault()), PackedFields.RssInBytes)
            | If(d.Context is not null, PackedFields.Context)
            | If(d.Context is { } context && context.PidInNamespace != record.Pid, PackedFields.InnerPid)
            | If(d.BornBy == d.Parent, PackedFields.BornByParent)
            | If(d.CurrentParent == d.Parent, PackedFields.SameParent)
            | If(d.How is not null, PackedFields.How)
            | If(d.CloneFlags is not null, PackedFields.CloneFlags)
            | If(LagOf(d.Exit.Time, record.ExitBootNs, clock) != 0, PackedFields.ExitLag)
            | If(d.Exit.ExitCode is not null, PackedFields.ExitCode)
            | If(d.Exit.Signal is not null, PackedFields.Signal)
            | If(d.Exit.CoreDumped, PackedFields.CoreDumped)
            | If(d.Exit.Oom, PackedFields.Oom)
            | If(d.Exit.By is not null, PackedFields.ExitBy)
            | If(d.FailedExecCount != 0 || d.FinalFailureCount != 0 || d.FailedExecs.Length > 0, PackedFields.Failures)
            | If(d.ForkFailures is not null, PackedFields.ForkFailures)
            | If(d.Threads != 0, PackedFields.Threads)
            | If(d.Inferred != InferredFields.None, PackedFields.Inferred)
            | If(d.SnapshotBootNs != 0, PackedFields.Snapshot)
            | If(d.WaitedNs != 0, PackedFields.Waited)
            | If(d.Images.Length != 2 || d.ExecCount != 1, PackedFields.ManyExecs);

    /// <summary>The difference between the recorded time and the steady time of that moment: 0 unless the wall clock was set meanwhile.</summary>
    private static long LagOf(Timestamp time, long bootNs, CaptureClock clock) => time.UnixNs - clock.ToSteady(bootNs).UnixNs;

    private static PackedFields If(bool condition, PackedFields field) => condition ? field : PackedFields.None;

    private static PackedImage If(bool condition, PackedImage field) => condition ? field : PackedImage.None;

    private static void Birth(ProcessRecord record, ProcessDetail detail, PackedFields fields, ChunkWriter to)
    {
        // First, because walks up a lineage read it: see RecordUnpacker.ParentOf.
        to.Reference(detail.Parent);
        if (detail.How is { } how)
        {
            to.Number((ulong)how);
        }

        if ((fields & PackedFields.CloneFlags) != 0)
        {
            to.List(detail.CloneFlags);
        }

        if ((fields & PackedFields.SameParent) == 0)
        {
            to.Reference(detail.CurrentParent);
        }

        if ((fields & PackedFields.BornByParent) == 0)
        {
            to.Reference(detail.BornBy);
        }
    }

    private static void Image(in ImageEntry image, int index, ExecutableFile? before, ProcessRecord record, CaptureClock clock, ChunkWriter to)
    {
        var lagNs = LagOf(image.Time, image.BootNs, clock);
        var fields = If(image.N != index, PackedImage.Number)
            | If(lagNs != 0, PackedImage.Lag)
            | If(image.Interpreter is not null, PackedImage.Interpreter)
            | If(image.Exe is not null && image.Exe != before, PackedImage.Exe)
            | If(image.Exe is not null && image.Exe == before, PackedImage.SameExe)
            | If(image.ArgCount != image.Args.Count, PackedImage.ArgCount)
            | If(image.ArgsTruncated, PackedImage.ArgsTruncated)
            | If(image.ArgsShed, PackedImage.ArgsShed)
            | If(image.ArgsDropped, PackedImage.ArgsDropped)
            | If(image.PathShed, PackedImage.PathShed)
            | If(image.Redacted is not null, PackedImage.Redacted)
            | If(image.ExecNs is not null, PackedImage.ExecNs);
        to.Number((ulong)fields);
        to.Signed(image.BootNs - record.Id.StartNs);
        to.Text(image.Comm);
        to.Text(image.Syscall);
        to.Text(image.Path);
        to.Arguments(image.Args, image.Path);
        if ((fields & PackedImage.Number) != 0)
        {
            to.Signed(image.N);
        }

        if ((fields & PackedImage.Lag) != 0)
        {
            to.Signed(lagNs);
        }

        if ((fields & PackedImage.Interpreter) != 0)
        {
            to.Text(image.Interpreter);
        }

        if ((fields & PackedImage.Exe) != 0)
        {
            to.Text(image.Exe!.Packed);
        }

        if ((fields & PackedImage.ArgCount) != 0)
        {
            to.Optional(image.ArgCount);
        }

        if ((fields & PackedImage.Redacted) != 0)
        {
            to.List(image.Redacted);
        }

        if (image.ExecNs is { } execNs)
        {
            to.Number((ulong)execNs);
        }
    }

    private static void Failures(ProcessRecord record, ProcessDetail detail, CaptureClock clock, ChunkWriter to)
    {
        to.Signed(detail.FailedExecCount);
        to.Signed(detail.FinalFailureCount);
        to.Number((ulong)detail.FailedExecs.Length);
        foreach (ref readonly var failure in detail.FailedExecs)
        {
            to.Signed(failure.BootNs - record.Id.StartNs);
            to.Signed(LagOf(failure.Time, failure.BootNs, clock));
            to.Text(failure.Syscall);
            to.Text(failure.Path);
            to.Arguments(failure.Args);
            to.Optional(failure.ArgCount);
            to.Optional(failure.ExecNs);
            to.Signed(failure.Ret);
            to.Signed(failure.Image);
            to.Number((failure.Lookup ? 1u : 0u) | (failure.ArgsTruncated ? 2u : 0u) | (failure.ArgsShed ? 4u : 0u)
                | (failure.ArgsDropped ? 8u : 0u) | (failure.PathShed ? 16u : 0u) | (failure.Redacted is null ? 0u : 32u));
            if (failure.Redacted is not null)
            {
                to.List(failure.Redacted);
            }
        }
    }

    private static void End(ProcessRecord record, ProcessDetail detail, PackedFields fields, CaptureClock clock, ChunkWriter to)
    {
        var exit = detail.Exit;
        if ((fields & PackedFields.ExitLag) != 0)
        {
            to.Signed(LagOf(exit.Time, record.ExitBootNs, clock));
        }

        if (exit.ExitCode is { } code)
        {
            to.Signed(code);
        }

        if (exit.Signal is { } signal)
        {
            to.Signed(signal);
        }

        if ((fields & PackedFields.ExitBy) != 0)
        {
            to.Reference(exit.By);
        }

        if ((fields & PackedFields.Reaped) == 0)
        {
            return;
        }

        to.Signed(detail.Reaped.Time.UnixNs - exit.Time.UnixNs);
        if ((fields & PackedFields.ReapedByCurrentParent) == 0)
        {
            to.Reference(detail.Reaped.By);
        }

        if ((fields & PackedFields.ZombieIsReapMinusExit) == 0)
        {
            to.Optional(detail.Reaped.ZombieNs);
        }
    }

    /// <summary>The kernel counts whole pages.</summary>
    private static bool IsWholeKiB(in ResourceUsage usage) => usage.MaxRssBytes % 1024 == 0;

    /// <summary>Amounts are never negative; a negative one would only be longer.</summary>
    private static void Usage(in ResourceUsage usage, ChunkWriter to)
    {
        to.Number((ulong)usage.UserNs);
        to.Number((ulong)usage.SystemNs);
        to.Number((ulong)(IsWholeKiB(usage) ? usage.MaxRssBytes / 1024 : usage.MaxRssBytes));
        to.Number((ulong)usage.MinorFaults);
        to.Number((ulong)usage.MajorFaults);
        to.Number((ulong)usage.VoluntarySwitches);
        to.Number((ulong)usage.InvoluntarySwitches);
        to.Optional(usage.ReadBytes);
        to.Optional(usage.WriteBytes);
    }
}
