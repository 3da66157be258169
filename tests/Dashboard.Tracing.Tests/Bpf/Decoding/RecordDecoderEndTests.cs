using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

/// <summary>How a process ended, and facts that need two or three records: the killer, the reaper.</summary>
public sealed class RecordDecoderEndTests
{
    private const long Epoch = 1_000_000_000_000;

    private readonly RecordDecoder _decoder = new(Epoch);
    private readonly RecordBuilder _records = new();

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
    public void Release_AfterThePidWasReused_IsReportedOnce()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000) })
            .Add(new ForkRecord { Header = _records.Header(RecordKind.Fork, 7, 2000) with { StartBootNs = 1999 } })
            .Add(new FreeRecord { Header = _records.Header(RecordKind.Free, 7, 3000) });

        var reap = Assert.Single(Decode().OfType<ReapEvent>());

        Assert.Equal((new ProcessId(7, 70), 2000L), (reap.Process, reap.BootNs));
    }

    [Fact]
    public void Release_ThatIsLate_IsNotWaitedForAndNotReportedAgain()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000) })
            .Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 1, 1500, "init"), ReapedPid = 7 });
        var events = Decode();

        _decoder.ReportLate(1600, events);
        Assert.Single(events);
        _decoder.ReportLate(1500 + 1_000_000_000, events);

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

    /// <summary>Real-time signals queue up. With eight or more, one of another sender may have been dropped, so none is reported.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(9, false)]
    public void Exit_AfterRealTimeSignalsOfOneSender_NamesItWhereNoneCanBeMissing(int signals, bool isNamed)
    {
        const int RealTime = 34;
        for (var i = 0; i < signals; i++)
        {
            Signal(RealTime, sender: 3);
        }

        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = RealTime });

        var exit = Assert.IsType<ExitEvent>(Assert.Single(Decode()));

        Assert.Equal((RealTime, isNamed ? 3 : null), (exit.Signal, exit.By?.Pid));
    }

    /// <summary>Of a standard signal the last one queued counts.</summary>
    [Fact]
    public void Exit_AfterMoreStandardSignalsThanAreKept_NamesTheSenderOfTheLast()
    {
        for (var i = 0U; i < 10; i++)
        {
            Signal(15, sender: 20 + i);
        }

        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = 15 });

        Assert.Equal(29, Assert.IsType<ExitEvent>(Assert.Single(Decode())).By?.Pid);
    }

    [Fact]
    public void Exit_OfOomVictim_SaysSo()
    {
        _records.Add(new OomRecord { Header = _records.Header(RecordKind.Oom, 7, 900), VictimPid = 7 })
            .Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = 9 });

        Assert.True(((ExitEvent)Decode()[0]).Oom);
    }

    /// <summary>In one thread: the OOM killer's choice kills those that share memory; what the thread's own end kills later is no OOM.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Exit_OfOneKilledByTheKernelBehindAnOom_IsForMemoryWhileTheKillerLives(bool killerEnds, bool isOom)
    {
        var killer = new OomRecord { Header = _records.Header(RecordKind.Oom, 7, 900), VictimPid = 7, KillerTid = 7 };
        _records.Add(killer);
        if (killerEnds)
        {
            _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 910), Status = 9 });
        }

        var kill = new SignalRecord { Header = _records.Header(RecordKind.Signal, 8, 920), Signal = 9, Code = 0x80, SenderTgid = 7, SenderTid = 7 };
        kill.Header.Flags = RecordFlags.FromKernel;
        _records.Add(kill).Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 8, 1000), Status = 9 });

        Assert.Equal(isOom, ((ExitEvent)Decode()[^1]).Oom);
    }

    [Fact]
    public void Exit_WithCore_SaysSo()
    {
        _records.Add(new ExitRecord { Header = _records.Header(RecordKind.Exit, 7, 1000), Status = 0x8b });

        var exit = (ExitEvent)Decode()[0];

        Assert.Equal((null, 11, true), (exit.ExitCode, exit.Signal, exit.CoreDumped));
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

    private void Signal(int signal, uint sender) => _records.Add(new SignalRecord
    {
        Header = _records.Header(RecordKind.Signal, 7, 900),
        Signal = signal,
        SenderTgid = sender,
        SenderStartBootNs = sender * 10,
        SenderComm = RecordBuilder.CommOf("kill"u8),
    });

    private List<LifecycleEvent> Decode()
    {
        var events = new List<LifecycleEvent>();
        _decoder.Decode(_records.Bytes, events);
        return events;
    }
}
