using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf;

public sealed class RecordDecoderTests
{
    private const long Epoch = 1_000_000_000_000;

    private readonly RecordDecoder _decoder = new(Epoch);
    private RecordBuilder _records = new();

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
    [InlineData(3u, 0u, ForkMethod.Fork)]
    [InlineData(4u, 0x4100u, ForkMethod.Vfork)]
    [InlineData(5u, 0x1200000u, ForkMethod.Clone)]
    [InlineData(6u, 0x4100u, ForkMethod.PosixSpawn)]
    [InlineData(6u, 0u, ForkMethod.Clone3)]
    public void Fork_OfSyscallAndFlags_HasItsMethod(uint syscall, uint flags, ForkMethod expected)
    {
        _records.Add(new ForkRecord
        {
            Header = _records.Header(RecordKind.Fork, 7, 100),
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
    public void Rename_WithinAnExec_IsToldByTheExec()
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

    [Fact]
    public void Enter_WithCutPath_LeavesThePathToTheExit()
    {
        _records.Add(
            new ExecEnterRecord { Header = _records.Header(RecordKind.ExecEnter, 7, 1, flags: RecordFlags.PathCut), PathBytes = 3 },
            "/ab"u8.ToArray());

        Assert.Null(((ExecEnterEvent)Decode()[0]).Path);
    }

    [Fact]
    public void Reap_IsTheWaitsMomentWithTheReleasesBooks()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = 0x200 })
            .Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 1, 1500, "init"), ReapedPid = 7 })
            .Add(new FreeRecord { Header = _records.Header(RecordKind.Free, 7, 9000), Usage = new UsageRecord { UserNs = 5 } });

        var events = Decode();

        Assert.Equal(2, ((ExitEvent)events[0]).ExitCode);
        var reap = Assert.IsType<ReapEvent>(events[1]);
        Assert.Equal((1500L, "init", 5L), (reap.BootNs, reap.By!.Value.Comm, reap.Usage!.Value.UserNs));
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void Reap_SeenByTracerFirst_IsTheParents()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000, parent: 3) })
            .Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 2, 1100, "tracer"), ReapedPid = 7 })
            .Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 3, 1200, "parent"), ReapedPid = 7 })
            .Add(new FreeRecord { Header = _records.Header(RecordKind.Free, 7, 9000) });

        Assert.Equal("parent", ((ReapEvent)Decode()[1]).By!.Value.Comm);
    }

    [Fact]
    public void Wait_OfStoppedProcess_IsNoReap()
    {
        _records.Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 1, 1100, flags: RecordFlags.Unverified), ReapedPid = 7 });

        Assert.Empty(Decode());
    }

    [Fact]
    public void Release_AfterThePidWasReused_IsToldOnce()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000) })
            .Add(new ForkRecord { Header = _records.Header(RecordKind.Fork, 7, 2000) with { StartBootNs = 1999 } })
            .Add(new FreeRecord { Header = _records.Header(RecordKind.Free, 7, 3000) });

        var reap = Assert.Single(Decode().OfType<ReapEvent>());

        Assert.Equal((new ProcessId(7, 70), 2000L), (reap.Process, reap.BootNs));
    }

    [Fact]
    public void Release_ThatIsLate_IsNotWaitedForAndNotToldAgain()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000) })
            .Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 1, 1500, "init"), ReapedPid = 7 });
        var events = Decode();

        _decoder.TellLate(1600, events);
        Assert.Single(events);
        _decoder.TellLate(1500 + 1_000_000_000, events);

        var reap = Assert.IsType<ReapEvent>(events[1]);
        Assert.Equal((1500L, "init", null), (reap.BootNs, reap.By!.Value.Comm, reap.Usage));

        var later = new RecordBuilder();
        later.Add(new FreeRecord { Header = later.Header(RecordKind.Free, 7, 9000) });
        _decoder.Decode(later.Bytes, events);
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void Exit_AfterFatalSignal_NamesTheSender()
    {
        _records.Add(new SignalRecord
            {
                Header = _records.Header(RecordKind.Signal, 7, 900),
                Signal = 9,
                SenderTgid = 3,
                SenderStartBootNs = 30,
                SenderComm = RecordBuilder.CommOf("kill"u8),
            })
            .Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = 9 });

        var exit = Assert.IsType<ExitEvent>(Assert.Single(Decode()));

        Assert.Equal((9, new ProcessId(3, 30), "kill", false), (exit.Signal, exit.By!.Value.Id!.Value, exit.By.Value.Comm, exit.Oom));
    }

    [Fact]
    public void Exit_OfOomVictim_SaysSo()
    {
        _records.Add(new OomRecord { Header = _records.Header(RecordKind.Oom, 7, 900), VictimPid = 7 })
            .Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = 9 });

        Assert.True(((ExitEvent)Decode()[0]).Oom);
    }

    [Fact]
    public void Exit_WithCore_SaysSo()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = 0x8b });

        var exit = (ExitEvent)Decode()[0];

        Assert.Equal((null, 11, true), (exit.ExitCode, exit.Signal, exit.CoreDumped));
    }

    [Fact]
    public void HoleInTheNumbering_IsCounted()
    {
        _records.Add(new ThreadsRecord { Header = _records.Header(RecordKind.Threads, 7, 1) })
            .Lose(3)
            .Add(new ThreadsRecord { Header = _records.Header(RecordKind.Threads, 7, 2) });

        Decode();

        Assert.Equal(3, _decoder.Missing);
    }

    [Fact]
    public void EqualBytes_AreOneObject()
    {
        for (uint pid = 7; pid < 9; pid++)
        {
            _records.Add(
                new ExecRecord { Header = _records.Header(RecordKind.Exec, pid, 500), OldTid = pid, Argc = 2, PathBytes = 4, ArgsBytes = 6 },
                [.. "/a/b"u8, .. "x\0yy\0\0"u8]);
        }

        var execs = Decode().Cast<ExecExitEvent>().ToList();

        Assert.Same(execs[0].Path, execs[1].Path);
        Assert.Same(execs[0].Args, execs[1].Args);
        Assert.Same(execs[0].Comm, execs[1].Comm);
        Assert.Equal(["x", "yy", ""], execs[0].Args!);
    }

    [Fact]
    public void Decode_IntoUsedEvents_LeavesNothingOfTheirFormerLife()
    {
        var store = new LifecycleStore(new CaptureClock(Epoch, null), new CaptureLimits { Events = 1 });
        AddOneOfEach(RecordFlags.None, full: true);
        store.Apply(Decode(), _decoder.Pool);

        // The same kinds with nothing known, once into new objects and once into those that were given back.
        var (used, fresh) = (new RecordBuilder(), new RecordDecoder(Epoch));
        _records = used;
        AddOneOfEach(RecordFlags.PathUnreadable | RecordFlags.ArgsUnreadable | RecordFlags.ArgCountAtLeast, full: false);
        var expected = new List<LifecycleEvent>();
        fresh.Decode(used.Bytes, expected);

        Assert.Equal(expected.Select(EventJson.Write), Decode().Select(EventJson.Write));
    }

    [Fact]
    public void Decode_InSteadyState_AllocatesNextToNothing()
    {
        var store = new LifecycleStore(new CaptureClock(Epoch, null), new CaptureLimits { Events = 16 });
        AddOneOfEach(RecordFlags.None, full: true);
        var batch = _records.Bytes;
        var events = new List<LifecycleEvent>();
        long Round()
        {
            events.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            _decoder.Decode(batch, events);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            store.Apply(events, _decoder.Pool);
            return allocated;
        }

        for (var i = 0; i < 100; i++)
        {
            Round();
        }

        // A dictionary may grow once; an object an event would be 800 of them.
        Assert.InRange(Enumerable.Range(0, 100).Sum(_ => Round()), 0, 8192);
    }

    [Theory]
    [InlineData(4, 0, 10, 10, 0)]
    [InlineData(0, 4, 10, 0, 10)]
    [InlineData(4, 12, 8, 2, 6)]
    [InlineData(4, 12, 0, 4, 12)]
    public void Usage_OfSampledTimes_SplitsTheExactSum(ulong user, ulong system, ulong runtime, long expectedUser, long expectedSystem)
    {
        var usage = UsageMath.ToUsage(new UsageRecord { UserNs = user, SystemNs = system, RuntimeNs = runtime });

        Assert.Equal((expectedUser, expectedSystem), (usage.UserNs, usage.SystemNs));
    }

    private ExecEnterRecord Enter(uint pid, uint tid, ulong bootNs, RecordSyscall syscall = RecordSyscall.Execve) => new()
    {
        Header = _records.Header(RecordKind.ExecEnter, pid, bootNs) with { Tid = tid },
        Syscall = syscall,
    };

    /// <summary>One record of each kind that makes an event of its own.</summary>
    private void AddOneOfEach(RecordFlags flags, bool full)
    {
        var pid = full ? 7u : 8u;
        var comm = RecordBuilder.CommOf("other"u8);
        _records
            .Add(new ForkRecord
            {
                Header = _records.Header(RecordKind.Fork, pid, 100),
                Syscall = full ? RecordSyscall.Clone : RecordSyscall.None,
                CloneFlags = 0x100,
                CreatorTgid = 3,
                CreatorComm = comm,
                Context = full ? new ContextRecord { Session = 4, ProcessGroup = 5, TtyMajor = 136, TtyMinor = 1 } : default,
            })
            .Add(new ThreadsRecord { Header = _records.Header(RecordKind.Threads, pid, 110), Live = 2 })
            .Add(new RenameRecord { Header = _records.Header(RecordKind.Rename, pid, 120), From = comm, To = comm })
            .Add(new ForkFailRecord { Header = _records.Header(RecordKind.ForkFail, pid, 130), Ret = full ? -11 : -12 })
            .Add(new ExecEnterRecord { Header = _records.Header(RecordKind.ExecEnter, pid, 200, flags: flags), PathBytes = full ? 4u : 0 }, full ? [.. "/a/b"u8] : [])
            .Add(
                new ExecRecord
                {
                    Header = _records.Header(RecordKind.ExecFail, pid, 300, flags: flags),
                    Syscall = full ? RecordSyscall.Execve : RecordSyscall.None,
                    Ret = -2,
                    OldTid = full ? 99 : pid,
                    Argc = full ? 1u : 0,
                    PathBytes = full ? 4u : 0,
                    InterpBytes = full ? 2u : 0,
                    ArgsBytes = full ? 2u : 0,
                },
                full ? [.. "/a/b/ix\0"u8] : [])
            .Add(new SignalRecord { Header = _records.Header(RecordKind.Signal, full ? pid : 99, 390), Signal = 9, SenderTgid = 3, SenderComm = comm })
            .Add(new ExitRecord
            {
                Header = _records.Header(RecordKind.Exit, pid, 400),
                Status = full ? 0x89 : 0,
                AdopterTgid = full ? 1u : 0,
                AdopterComm = comm,
                Usage = full ? new UsageRecord { UserNs = 3 } : default,
            });
        if (full)
        {
            _records.Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 1, 450, "init"), ReapedPid = pid });
        }

        _records.Add(new FreeRecord { Header = _records.Header(RecordKind.Free, pid, 500), Usage = full ? new UsageRecord { UserNs = 3 } : default });
    }

    private List<LifecycleEvent> Decode()
    {
        var events = new List<LifecycleEvent>();
        _decoder.Decode(_records.Bytes, events);
        return events;
    }
}
