using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.History;

/// <summary>An allocation may fail at any point within an event.</summary>
public sealed class OutOfMemoryTests
{
    /// <summary>Bytes: an exception with its stack, an event.</summary>
    private const long MaxGrowth = 3_000;

    private readonly List<long> _grown = [];
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { UnpackedExited = 0 });

    /// <summary>After a failed allocation, everything needed to continue must exist already: only the exception and the loss are allocated.</summary>
    [Fact]
    public void Apply_MemoryRunsOut_MakesNoTable()
    {
        var shell = _story.Snapshot(100, "sh");
        _store.Apply(_story.Take());
        var min = Allocations.Least(() =>
        {
            // Not measured: prepares the next round.
            _story.FailExec(shell, "/nope");
            _store.Apply(_story.Take());
            _story.Add(shell, new ExecExitEvent { Path = "/bin/true", Args = new ExhaustingList(0), ArgCount = 2 });
            var failing = _story.Take();
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<OutOfMemoryException>(() => _store.Apply(failing));
            _grown.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        });

        Assert.NotEqual(0, min);
        Assert.InRange(_grown.Min(), 0, MaxGrowth);
    }

    [Fact]
    public void Apply_MemoryRunsOutTwice_ReportsEachLossOnce()
    {
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < 2; i++)
        {
            _story.Add(shell, new ExecExitEvent { Path = "/bin/true", Args = new ExhaustingList(0), ArgCount = 2 });
            Assert.Throws<OutOfMemoryException>(() => _store.Apply(_story.Take()));
        }

        Assert.Equal(2, _store.Read(v => v.Counters.LostByCause[LostEvent.OutOfMemory]));
        Assert.Equal(2, _store.TimesGivenUp);
    }

    [Fact]
    public void Apply_MemoryRunsOut_GoesOnCountingWhatWasCut()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { MemoryBytes = CaptureLimits.MinMemoryBytes });
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < 1_000; i++)
        {
            var child = _story.Fork(shell, 200 + i);
            _story.Exec(child, "/bin/x", "x", new string('x', 30_000) + i);
        }

        store.Apply(_story.Take());
        var cut = store.Read(v => v.Memory.ProcessesCut);
        Assert.NotEqual(0, cut);
        _story.Add(shell, new ExecExitEvent { Path = "/bin/true", Args = new ExhaustingList(0), ArgCount = 2 });
        Assert.Throws<OutOfMemoryException>(() => store.Apply(_story.Take()));

        Assert.Equal((cut, true), store.Read(v => (v.Memory.ProcessesCut, v.HasIncompleteArguments)));
    }

    /// <summary>Memory runs out again while the loss is reported, and again in the next batch, of which nothing is applied.</summary>
    [Fact]
    public void Apply_NoMemoryToReportTheLoss_ReportsAllOfItWithALaterBatch()
    {
        var shell = _story.Snapshot(100, "sh");
        _store.BeforeReportingLoss = static () => throw new OutOfMemoryException();
        _story.Add(shell, new ExecExitEvent { Path = "/bin/true", Args = new ExhaustingList(0), ArgCount = 2 }).FailExec(shell, "/nope");
        Assert.Throws<OutOfMemoryException>(() => _store.Apply(_story.Take()));
        _story.FailExec(shell, "/nope");
        Assert.Throws<OutOfMemoryException>(() => _store.Apply(_story.Take()));
        Assert.Equal((0, 2), (_store.Read(v => v.Events.Count), _store.TimesGivenUp));

        _store.BeforeReportingLoss = null;
        _store.Apply(_story.FailExec(shell, "/nope").Take());

        _store.Read(view =>
        {
            var held = view.Events.Forwards().Copy();
            Assert.Equal((2, 3L), (held.Count, Assert.IsType<LostEvent>(held[0]).Count));
            Assert.Equal(3, view.Counters.LostByCause[LostEvent.OutOfMemory]);
            return 0;
        });
    }

    [Fact]
    public void Lose_NoMemoryToReportIt_ReportsItWithTheNextBatch()
    {
        _store.BeforeReportingLoss = static () => throw new OutOfMemoryException();
        _store.Lose(3, null);
        Assert.Equal(0, _store.Read(v => v.Events.Count));

        _store.BeforeReportingLoss = null;
        _store.Apply(_story.FailExec(_story.Snapshot(100, "sh"), "/nope").Take());

        Assert.Equal(3, _store.Read(v => v.Counters.LostByCause[LostEvent.OutOfMemory]));
        Assert.Equal(2, _store.Read(v => v.Events.Count));
    }

    /// <summary>Later events bear the new time, so the setting must not go with the batch.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void Apply_ClockWasSetInWhatIsLost_StillFollowsIt(int hours, bool isReportedLater)
    {
        var shell = _story.Snapshot(100, "sh");
        _store.Apply(_story.Take());
        var before = _story.NowNs;
        _store.BeforeReportingLoss = isReportedLater ? static () => throw new OutOfMemoryException() : null;
        _story.Add(shell, new ExecExitEvent { Path = "/bin/true", Args = new ExhaustingList(0), ArgCount = 2 })
            .SetClock(TimeSpan.FromHours(hours)).FailExec(shell, "/nope");
        Assert.Throws<OutOfMemoryException>(() => _store.Apply(_story.Take()));
        _store.BeforeReportingLoss = null;

        _store.Apply(_story.FailExec(shell, "/nope").Take());

        var reported = _store.Read(v => v.Events.Forwards().Copy());
        Assert.Equal([EventKind.Clock, EventKind.Lost, EventKind.ExecExit], reported.Select(e => e.Kind));
        Assert.Equal([1L, 2L, 3L], reported.Select(e => e.Seq));
        var lost = Assert.IsType<LostEvent>(reported[1]);
        Assert.Equal((2, new Timestamp(before + _story.OffsetNs)), (lost.Count, lost.From));
        Assert.Equal(reported[2].Time, _store.Clock.ToTimestamp(reported[2].BootNs));
        Assert.Equal(1, _store.Read(v => v.Counters.ByKind[EventKind.Clock]));
    }

    /// <summary>Twice before it can be reported: the later one says what the clock is.</summary>
    [Fact]
    public void Apply_ClockWasSetTwiceInWhatIsLost_TellsTheLaterAndCountsTheOther()
    {
        _store.Apply(_story.FailExec(_story.Snapshot(100, "sh"), "/nope").Take());
        _store.NoteLost(_story.SetClock(TimeSpan.FromHours(1)).SetClock(TimeSpan.FromHours(2)).Take(), 0, null);
        Assert.True(_store.HasUnreportedLoss);
        _store.Lose(0, null);
        Assert.False(_store.HasUnreportedLoss);

        _store.Read(view =>
        {
            var reported = view.Events.Forwards(1).Copy();
            Assert.Equal(_story.OffsetNs, Assert.IsType<ClockEvent>(reported[0]).ToOffsetNs);
            Assert.Equal(1, Assert.IsType<LostEvent>(reported[1]).Count);
            return 0;
        });
        Assert.Equal(_story.NowNs + _story.OffsetNs, _store.Clock.ToTimestamp(_story.NowNs).UnixNs);
    }

    /// <summary>What changed nothing was in no history, so none of it is missing.</summary>
    [Fact]
    public void Apply_MemoryRunsOutBehindWhatChangedNothing_CountsOnlyWhatIsMissing()
    {
        var shell = _story.Snapshot(100, "sh");
        var same = new ProcessContext { Uid = 0 };
        _story.Add(shell, new ExecExitEvent { Path = "/bin/sh", Args = ["sh"], ArgCount = 1, Context = same });
        _store.Apply(_story.Take());
        for (var i = 0; i < 5; i++)
        {
            var said = new CredentialsEvent();
            said.Fill(same);
            _story.Add(shell, said);
        }

        _story.Add(shell, new ExecExitEvent { Path = "/bin/true", Args = new ExhaustingList(0), ArgCount = 2 });
        Assert.Throws<OutOfMemoryException>(() => _store.Apply(_story.Take(), new EventPool()));

        Assert.Equal(1, _store.Read(v => v.Counters.LostByCause[LostEvent.OutOfMemory]));
    }

    [Fact]
    public void Lose_ReportsItWithoutTheTable()
    {
        var shell = _story.Snapshot(100, "sh");
        _store.Apply(_story.Take());
        var version = _store.Version;

        _store.Lose(3, null);
        _store.Lose(2, new Timestamp(Story.EpochUnixNs));

        _store.Read(view =>
        {
            var held = view.Events.Forwards().Copy().Cast<LostEvent>().ToList();
            Assert.Equal([(1L, 3L, null), (2L, 2L, (Timestamp?)new Timestamp(Story.EpochUnixNs))], held.Select(e => (e.Seq, e.Count, e.From)));
            Assert.Equal((5, 2), (view.Counters.LostByCause[LostEvent.OutOfMemory], view.Counters.ByKind[EventKind.Lost]));
            Assert.Equal(1, view.Processes.LiveCount);
            return 0;
        });
        Assert.Equal(version + 2, _store.Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Apply_MemoryRunsOutWithinAnEvent_LosesTheRestOfTheBatchAndContinues(int after)
    {
        var shell = _story.Snapshot(100, "sh");
        for (var i = 0; i < 200; i++)
        {
            var child = _story.Fork(shell, 200 + i);
            _story.Exec(child, "/bin/true").Exit(child).Reap(child);
        }

        _store.Apply(_story.Take());
        var before = _store.Read(v => v.Events.Forwards().Copy());

        var failing = _story.Fork(shell, 500);
        _story.Add(failing, new ExecExitEvent { Path = "/bin/true", Args = new ExhaustingList(after), ArgCount = 2 });
        _story.Exit(failing).Reap(failing);
        Assert.Throws<OutOfMemoryException>(() => _store.Apply(_story.Take()));

        _store.Read(view =>
        {
            // The newer half is left, then the fork, then the loss.
            var events = view.Events.Forwards().Copy();
            Assert.InRange(events.Count, 300, 600);
            Assert.Equal(before[^1], events[^3]);
            Assert.Equal(failing, Assert.IsType<ForkEvent>(events[^2]).Process);
            var lost = Assert.IsType<LostEvent>(events[^1]);
            Assert.Equal((3, LostEvent.OutOfMemory), (lost.Count, lost.Cause));
            Assert.Equal(3, view.Counters.LostByCause[LostEvent.OutOfMemory]);
            Assert.Equal((0, 202), (view.Processes.Count, view.Processes.EvictedCount));
            return 0;
        });

        // The feed sends its snapshot again, and the capture continues.
        var again = _story.Snapshot(100, "sh");
        var late = _story.Fork(again, 600);
        _story.Exec(late, "/bin/late").Exit(late).Reap(late);
        _store.Apply(_story.Take());
        _store.Read(view =>
        {
            Assert.Equal((2, 1, 1), (view.Processes.Count, view.Processes.LiveCount, view.Processes.ExitedCount));
            Assert.Equal("/bin/late", view.Processes.Find(late)!.Path);
            return 0;
        });
    }
}
