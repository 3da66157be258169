using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

public sealed class RecordDecoderTests
{
    private const long Epoch = 1_000_000_000_000;

    private readonly RecordDecoder _decoder = new(Epoch);
    private readonly RecordBuilder _records = new();

    [Fact]
    public void Fork_WithoutSyscall_HasUnknownHowAndFlags()
    {
        _records.Add(new ForkRecord { Header = _records.Header(RecordKind.Fork, 7, 100) });

        var fork = Assert.IsType<ForkEvent>(Assert.Single(Decode()));

        Assert.Null(fork.How);
        Assert.Null(fork.Flags);
        Assert.Equal((new ProcessId(7, 70), new ProcessId(1, 10)), (fork.Process, fork.Parent!.Value));
        Assert.Equal(new Timestamp(Epoch + 100), fork.Time);
    }

    [Theory]
    [InlineData(3u, 0u, false, ForkMethod.Fork)]
    [InlineData(4u, 0x4100u, false, ForkMethod.Vfork)]
    [InlineData(5u, 0x1200000u, false, ForkMethod.Clone)]
    [InlineData(5u, 0x4100u, true, ForkMethod.PosixSpawn)]
    [InlineData(5u, 0x4100u, false, ForkMethod.Vfork)]
    [InlineData(6u, 0x4100u, true, ForkMethod.PosixSpawn)]
    [InlineData(6u, 0x5100u, false, ForkMethod.Vfork)]
    [InlineData(6u, 0u, false, ForkMethod.Clone3)]
    public void Fork_OfSyscallFlagsAndStack_HasItsMethod(uint syscall, uint flags, bool ownStack, ForkMethod expected)
    {
        _records.Add(new ForkRecord
        {
            Header = _records.Header(RecordKind.Fork, 7, 100, flags: ownStack ? RecordFlags.OwnStack : 0),
            Syscall = (RecordSyscall)syscall,
            CloneFlags = flags,
        });

        Assert.Equal(expected, ((ForkEvent)Decode()[0]).How);
    }

    [Fact]
    public void Exec_WithAllTexts_SplitsThem()
    {
        _records.Add(Enter(7, 9, 400, RecordSyscall.Execveat));
        _records.Add(
            new ExecRecord
            {
                Header = _records.Header(RecordKind.Exec, 7, 500),
                OldTid = 9,
                Argc = 3,
                PathBytes = 4,
                InterpBytes = 3,
                ArgsBytes = 6,
            },
            [.. "/a/b"u8, .. "/sh"u8, .. "x\0\0y\0"u8, 0xff]);

        var exec = Assert.IsType<ExecExitEvent>(Decode()[1]);

        Assert.Equal(("/a/b", "/sh", "execveat", 100L, 9), (exec.Path, exec.Interpreter, exec.Syscall, exec.DurationNs, exec.OldTid));
        Assert.Equal(["x", "", "y", KernelText.Decode([0xff])], exec.Args!);
    }

    [Fact]
    public void Exec_WithoutEnter_HasNeitherSyscallNorDuration()
    {
        _records.Add(Enter(7, 9, 400)).Add(new ExecRecord { Header = _records.Header(RecordKind.Exec, 8, 500), OldTid = 8 });

        var exec = (ExecExitEvent)Decode()[1];

        Assert.Equal((null, null), (exec.Syscall, exec.DurationNs));
        Assert.Equal(1, _decoder.PendingExecs);
    }

    [Theory]
    [InlineData((ushort)RecordKind.Exit)]
    [InlineData((ushort)RecordKind.Threads)]
    [InlineData((ushort)RecordKind.Fork)]
    public void Exec_WhoseThreadIsGone_IsForgotten(ushort kind)
    {
        _records.Add(Enter(7, 7, 400));
        var header = _records.Header((RecordKind)kind, 7, 500);
        _ = (RecordKind)kind switch
        {
            RecordKind.Exit => _records.Add(new ExitRecord { Header = header }),
            RecordKind.Threads => _records.Add(new ThreadsRecord { Header = header }),
            _ => _records.Add(new ForkRecord { Header = header }),
        };

        Decode();

        Assert.Equal(0, _decoder.PendingExecs);
    }

    [Fact]
    public void Rename_WithinAnExec_IsReportedByTheExec()
    {
        _records.Add(Enter(7, 7, 400)).Add(new RenameRecord { Header = _records.Header(RecordKind.Rename, 7, 450) });

        Assert.IsType<ExecEnterEvent>(Assert.Single(Decode()));
    }

    [Fact]
    public void Exec_WithUnreadableArgs_HasNone()
    {
        _records.Add(new ExecRecord
        {
            Header = _records.Header(RecordKind.ExecFail, 7, 500, flags: RecordFlags.ArgsUnreadable | RecordFlags.PathUnreadable),
            Ret = -14,
            OldTid = 7,
        });

        var exec = (ExecExitEvent)Decode()[0];

        Assert.Equal((null, null, null, "EFAULT", null), (exec.Path, exec.Args, exec.ArgCount, exec.Errno, exec.OldTid));
    }

    [Theory]
    [InlineData(RecordFlags.ArgsShed, 2, true, false)]
    [InlineData(RecordFlags.ArgsShed, 0, true, false)]
    [InlineData(RecordFlags.ArgsShed | RecordFlags.PathShed, 0, true, true)]
    public void Exec_WithTextsShed_SaysSoAndKeepsTheCount(object flags, int argsBytes, bool argsShed, bool pathShed)
    {
        _records.Add(
            new ExecRecord
            {
                Header = _records.Header(RecordKind.ExecFail, 7, 500, flags: (RecordFlags)flags), Ret = -2, OldTid = 7, Argc = 9, PathBytes = 2,
                ArgsBytes = (uint)argsBytes,
            },
            [.. "/x"u8, .. "ab"u8[..argsBytes]]);

        var exec = (ExecExitEvent)Decode()[0];

        Assert.Equal((argsShed, pathShed, true, 9, "/x"), (exec.ArgsShed, exec.PathShed, exec.ArgsTruncated, exec.ArgCount, exec.Path));
        Assert.Equal(argsBytes == 0 ? null : (string[])["ab"], exec.Args);
    }

    [Fact]
    public void Exec_AfterOneWithTextsShed_IsWhole()
    {
        foreach (var flags in new[] { RecordFlags.ArgsShed | RecordFlags.PathShed, RecordFlags.None })
        {
            _records.Add(new ExecRecord { Header = _records.Header(RecordKind.ExecFail, 7, 500, flags: flags), Ret = -2, OldTid = 7 });
        }

        Assert.Equal([true, false], Decode().Cast<ExecExitEvent>().Select(e => e.PathShed || e.ArgsShed || e.ArgsTruncated));
    }

    [Fact]
    public void Enter_WithCutPath_LeavesThePathToTheExit()
    {
        _records.Add(
            new ExecEnterRecord { Header = _records.Header(RecordKind.ExecEnter, 7, 1, flags: RecordFlags.PathCut), PathBytes = 3 },
            "/ab"u8.ToArray());

        Assert.Null(((ExecEnterEvent)Decode()[0]).Path);
    }

    [Fact]
    public void HoleInTheNumbering_IsCounted()
    {
        _records.Add(new ThreadsRecord { Header = _records.Header(RecordKind.Threads, 7, 1) })
            .Lose(3)
            .Add(new ThreadsRecord { Header = _records.Header(RecordKind.Threads, 7, 2) });

        Decode();

        Assert.Equal(3, _decoder.Sequences.Missing);
    }

    private ExecEnterRecord Enter(uint pid, uint tid, ulong bootNs, RecordSyscall syscall = RecordSyscall.Execve) => new()
    {
        Header = _records.Header(RecordKind.ExecEnter, pid, bootNs) with { Tid = tid },
        Syscall = syscall,
    };

    private List<LifecycleEvent> Decode()
    {
        var events = new List<LifecycleEvent>();
        _decoder.Decode(_records.Bytes, events);
        return events;
    }
}
