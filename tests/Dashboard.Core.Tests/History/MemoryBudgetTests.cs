using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Tests.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.History;

/// <summary>Whatever processes do, the captured data stays within its limit, and is dropped in the defined order.</summary>
[Collection(nameof(MemoryTests))]
public sealed partial class MemoryBudgetTests
{
    private const long Budget = 24_000_000;
    private const int Batch = 200;
    private readonly EventPool _pool = new();
    private readonly LifecycleStore _store = new(
        new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { MemoryBytes = Budget });
    private readonly Story _story = new();
    private readonly ProcessId _shell;
    private readonly ProcessId _victim;
    private int _next;
    private int _pid = 1_000;
    private long _lastStart;
    private bool _ownContexts;

    public MemoryBudgetTests()
    {
        _shell = _story.Snapshot(100, "sh");
        _victim = _story.Fork(_shell, 101);
        _story.Exec(_victim, "/bin/victim", "victim", "--of", "none");
        Apply();
    }

    [Theory]
    [MemberData(nameof(Floods))]
    public void Apply_Flood_StaysWithinTheBudget(string kind)
    {
        for (var batch = 0; batch < 40; batch++)
        {
            Flood(kind, Batch);
            Assert.InRange(Use.Used, 1, Budget);
        }
    }

    [Theory]
    [MemberData(nameof(Floods))]
    public void Apply_Flood_TakesNoMoreOfTheHeapThanIsCounted(string kind)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var batch = 0; batch < 15; batch++)
        {
            Flood(kind, Batch);
        }

        _story.Forget();
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, long.MinValue, Use.Used);
    }

    [Fact]
    public void Apply_LongArguments_CostsNoEventAndNoShortArguments()
    {
        Flood("failing execs with long arguments", 12_000);

        Assert.Equal(0, Use.EventsEvicted);
        Assert.InRange(Use.EventsCut, 1, 12_000);
        _store.Read(view =>
        {
            // The first arguments are cut, and marked so; the last are complete, and so are the victim's.
            var events = view.Events.Forwards().Copy().OfType<ExecExitEvent>().ToList();
            Assert.Equal(["victim", "--of", "none"], events[0].Args!);
            Assert.False(events[0].ArgsTruncated);
            Assert.Equal((0, true, true, 1), (events[1].Args!.Count, events[1].ArgsTruncated, events[1].ArgsDropped, events[1].ArgCount));
            Assert.Equal((1, false, false), (events[^1].Args!.Count, events[^1].ArgsTruncated, events[^1].ArgsDropped));
            Assert.Equal(["victim", "--of", "none"], view.Processes.Find(_victim)!.Image.Args!);
            return 0;
        });
    }

    [Fact]
    public void Apply_MoreEventsThanFit_EvictsTheOldestAndNoProcess()
    {
        for (var i = 0; i < 500; i++)
        {
            Life("short", isReaped: true);
        }

        Flood("enters of distinct long paths", 8_000);

        Assert.InRange(Use.EventsEvicted, 1, 10_000);
        Assert.Equal(0, Use.ProcessesEvicted);
        Assert.Equal(500, _store.Read(v => v.Processes.ExitedCount));
        Assert.Equal(_store.Read(v => v.Events[v.Events.FirstSeq]!.Time), _store.Read(v => v.Events.HeldSince));
    }

    [Fact]
    public void Apply_LivesWithLongArguments_CutsThemBeforeAProcessGoes()
    {
        for (var i = 0; i < 4_000; i++)
        {
            Life(i + Text('x', 30_000), isReaped: true);
            if (i % 50 == 0)
            {
                Apply();
            }
        }

        Apply();
        Assert.Equal(4_000, _store.Read(v => v.Processes.ExitedCount));
        _store.Read(view =>
        {
            var (oldest, newest) = (view.Processes.All.First(r => !r.Alive), view.Processes.All.Last());
            Assert.Equal((0, true, true), (oldest.Image.Args!.Count, oldest.Image.ArgsTruncated, oldest.Image.ArgsDropped));
            Assert.Equal((2, false, false), (newest.Image.Args!.Count, newest.Image.ArgsTruncated, newest.Image.ArgsDropped));
            Assert.True(view.HasIncompleteArguments);
            return 0;
        });
    }

    /// <summary>A chunk is free when its last record has left it: cut records must not share one with records that are cut later.</summary>
    [Fact]
    public void Apply_LongArgumentsAmongShortOnes_LeaveTheirMemory()
    {
        for (var i = 0; i < 25_000; i++)
        {
            Life(Text((char)('a' + (i % 26)), i % 4 == 0 ? 5_000 + (i % 3_000) : 10) + i, isReaped: true);
            if (i % 50 == 0)
            {
                Apply();
            }
        }

        Apply();
        Assert.InRange(Use.ProcessesCut, 5_000, 10_000);
        var (ended, chunks) = _store.Read(v => (v.Processes.ExitedCount, v.Processes.Archive.ChunksBytes));
        // A cut record takes a hundred bytes or two.
        Assert.Equal(25_000, ended);
        Assert.InRange(chunks, 0, 2_000_000);
    }

    [Fact]
    public void Apply_LiveProcessesWithLongArguments_KeepsAllAndCutsTheirArguments()
    {
        var parent = _story.Fork(_shell, 102);
        Exec(parent, Text('x', 30_000));
        for (var i = 0; i < 5_000; i++)
        {
            _story.Fork(parent, ++_pid);
        }

        Apply();
        Assert.Equal(5_003, _store.Read(v => v.Processes.LiveCount));
        Assert.InRange(Use.Used, 1, Budget);
        Assert.All(
            _store.Read(v => v.Processes.All.Where(r => r.Alive && r.Image.Args is { Count: 0 }).Select(r => r.Image.ArgsTruncated).ToList()),
            Assert.True);
    }

    /// <summary>Each fork copies 30 KB, so the batch allocates 150 MB.</summary>
    [Fact]
    public void Apply_ABatchOfForksOfLongArguments_OverrunsTheBudgetByLittle()
    {
        var parent = _story.Fork(_shell, 102);
        Exec(parent, Text('x', 30_000));
        Apply();
        var max = 0L;
        for (var i = 0; i < 5_000; i++)
        {
            _story.Fork(parent, ++_pid);
            if (i % 50 == 0)
            {
                _story.Add(_shell, new ExecExitEvent { Ret = -2, Args = new CallbackList(() => max = Math.Max(max, Use.Used)) });
            }
        }

        Apply();
        Assert.InRange(max, Budget / 2, Budget + MemoryBudget.MaxOverrun + (MemoryBudget.CheckEvery * 32_000));
        Assert.InRange(Use.Used, 1, Budget);
    }

    [Fact]
    public void CutLive_MoreRowsThanAllowed_ContinuesTheNextTime()
    {
        var parent = _story.Fork(_shell, 102);
        Exec(parent, Text('x', 3_000));
        for (var i = 0; i < 300; i++)
        {
            _story.Fork(parent, ++_pid);
        }

        Apply();
        _store.Read(view =>
        {
            foreach (var cut in (int[])[98, 198, 298])
            {
                // The shell and the victim have no long arguments.
                var rows = 100;
                view.Processes.CutLive(ArgumentBytes.LongBytes, long.MaxValue / 2, ref rows);
                Assert.Equal((0, cut), (rows, view.Processes.CutCount));
            }

            return 0;
        });
    }

    [Fact]
    public void Apply_ChildrenOfOneWithLongTexts_CountsTheTextsOnce()
    {
        var parent = _story.Fork(_shell, 102);
        _story.Add(parent, new ChdirEvent { Cwd = "/" + Text('d', 4_000) });
        _story.Exec(parent, "/" + Text('p', 4_000), Text('é', 4_000));
        var before = Use;
        for (var i = 0; i < 5_000; i++)
        {
            _story.Fork(parent, ++_pid);
        }

        Apply();
        Assert.Equal((0, 0, 0), (Use.EventsEvicted, Use.EventsCut, Use.ProcessesCut));
        Assert.InRange((Use.Processes - before.Processes) / 5_000, 500, 2_000);

        // The texts are released with their last holder.
        foreach (var child in _store.Read(v => v.Processes.All.Where(r => r.Alive && r.Id != _shell && r.Id != _victim).Select(r => r.Id).ToList()))
        {
            _story.Exit(child).Reap(child);
        }

        Apply();
        Assert.InRange(Use.Arguments, 0, 100_000);
    }

    [Fact]
    public void Apply_LiveProcessesBeyondTheBudget_LeaveEvents()
    {
        for (var batch = 0; batch < 20; batch++)
        {
            var first = _store.Read(v => v.Events.NextSeq);
            for (var i = 0; i < 2_000; i++)
            {
                _story.Fork(_shell, ++_pid);
            }

            Apply();
            Assert.InRange(_store.Read(v => v.Events.FirstSeq), 1, first);
        }

        Assert.Equal(40_002, _store.Read(v => v.Processes.LiveCount));
        var use = Use;
        Assert.InRange(use.Used, Budget, long.MaxValue);
        Assert.InRange(use.Events, Budget / 8, Budget);
    }

    [Fact]
    public void Apply_ARecordingOfBirthsWithoutAnEnd_StaysWithinTheBudget()
    {
        var store = new LifecycleStore(
            new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { MemoryBytes = Budget, LiveProcesses = 200_000 });
        var last = _shell;
        for (var batch = 0; batch < 40; batch++)
        {
            for (var i = 0; i < 1_000; i++)
            {
                last = _story.Fork(_shell, ++_pid);
            }

            store.Apply(_story.Take());
            Assert.InRange(store.Read(v => v.Memory.Used), 1, Budget);
        }

        Assert.NotNull(store.Read(v => v.Processes.Find(last)));
        Assert.InRange(store.Read(v => v.Processes.LiveCount), 5_000, 39_999);
    }

    [Fact]
    public void Apply_MoreThanTheBoundsByCount_IsNoCostOfMemory()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { Events = 100, ExitedProcesses = 20 });
        for (var i = 0; i < 200; i++)
        {
            Life("short", isReaped: true);
        }

        store.Apply(_story.Take());
        var use = store.Read(v => v.Memory);
        Assert.Equal((700, 180), (use.EventsEvicted, use.ProcessesEvicted));
        Assert.Equal((0, 0), (use.EventsEvictedForMemory, use.ProcessesEvictedForMemory));
    }

    [Fact]
    public void Apply_OnlyTheOldestGo_SoThatWhatCameLastIsWhole()
    {
        Flood("failing execs with long arguments", 12_000);
        var cut = _store.Read(v => v.Events.Forwards().Copy().OfType<ExecExitEvent>().Skip(1).Select(e => e.ArgsTruncated).ToList());

        // Once arguments are complete, all later ones are.
        Assert.Equal(cut.OrderByDescending(c => c), cut);
    }
}
