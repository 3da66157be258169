using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Rates;
using Dashboard.Core.Statistics.Volume;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.History;

/// <summary>The wall clock is set, an hour forward or back, during a capture: nothing that is measured changes.</summary>
public sealed class ClockStepTests
{
    private const long Second = 1_000_000_000;

    private readonly Story _story = new();
    private readonly LifecycleStore _store;
    private readonly ProcessId _init;

    public ClockStepTests()
    {
        _store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, () => _story.NowNs), new CaptureLimits { UnpackedExited = 0 });
        _init = _story.Snapshot(1, "init", null, "/sbin/init");
    }

    public static TheoryData<int> BothWays => [1, -1];

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Rate_OverTheStep_IsThatOfTheEvents(int hours)
    {
        for (var i = 0; i < 40; i++)
        {
            if (i == 20)
            {
                _story.SetClock(TimeSpan.FromHours(hours));
            }

            var child = _story.Fork(_init, 1_000 + i);
            _story.Exit(child).Reap(child);
            _story.NowNs = (10 + i) * Second / 10 * 10;
            _story.NowNs += Second - (_story.NowNs % Second);
        }

        Apply();

        Assert.Equal(3, _store.Read(v => v.Counters.Rate(v.Clock.SteadyNow)));
        Assert.Equal(1, _store.Read(v => v.Counters.Pids.ForksPerSecond(v.Clock.SteadyNow, 30)));
        var now = _store.Clock.SteadyNow.UnixNs / Second;
        Assert.All(RateSeries.Of(_store.Read(v => v.Counters), now - 30, now), p => Assert.Equal(1, p.Forks));
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Lifetime_OverTheStep_IsWhatPassed(int hours)
    {
        var sleep = _story.Fork(_init, 300);
        _story.SetClock(TimeSpan.FromHours(hours));
        _story.NowNs = 31 * Second;
        Apply();

        Assert.Equal(31 * Second, _store.Clock.NowBootNs);
        Assert.True(Matches(sleep, "dur:>29s"));
        Assert.False(Matches(sleep, "dur:>1h"));
        Assert.False(Matches(sleep, "dur:<29s"));
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Ended_BeforeAndAfterTheStep_KeepTheirOwnTimesAlsoPacked(int hours)
    {
        var before = _story.Fork(_init, 300);
        _story.Exec(before, "/bin/a").FailExec(before, "/bin/none").Exit(before).Reap(before);
        var over = _story.Fork(_init, 301);
        _story.Exec(over, "/bin/b");
        _story.SetClock(TimeSpan.FromHours(hours));
        _story.FailExec(over, "/bin/none").Exit(over).Reap(over);
        var all = _story.Events.ToList();
        Apply();
        // Further processes, so that both are packed.
        for (var i = 0; i < 50; i++)
        {
            var other = _story.Fork(_init, 400 + i);
            _story.Exit(other).Reap(other);
        }

        // More settings than are kept: the first offset is dropped.
        for (var i = 0; i <= WallClock.MaxPieces; i++)
        {
            _story.SetClock(TimeSpan.FromHours(i % 2 == 0 ? 1 : -1));
        }

        Apply();
        _store.Read(view =>
        {
            Same(before);
            Same(over);
            return true;

            void Same(ProcessId id)
            {
                var record = view.Processes.Find(id)!;
                var own = all.Where(e => e.Process == id).ToList();
                Assert.Equal(own.OfType<ExitEvent>().Single().Time, record.Exit!.Time);
                Assert.Equal(own.OfType<ReapEvent>().Single().Time, record.Reaped!.Time);
                Assert.Equal(own.OfType<ExecExitEvent>().Select(e => e.Time), [record.Images[^1].Time, record.FailedExecs[0].Time]);
            }
        });
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Failures_OverTheStep_StandBesideEachOther(int hours)
    {
        var shell = _story.Fork(_init, 300);
        _story.FailExec(shell, "/none");
        _story.NowNs = 3 * Second;
        _story.SetClock(TimeSpan.FromHours(hours)).FailExec(shell, "/none");
        Apply();

        var series = _store.Read(v => v.Errnos.Timeline.Series(v.Clock.ToSteady(0), v.Clock.ToSteady(5 * Second), 100, 6));

        Assert.Equal([0, 1, 0, 1, 0, 0], Assert.Single(series.Rows).Counts);
    }

    [Fact]
    public void Held_OverASettingBack_IsAsLongAgoAsItIs()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, () => _story.NowNs), new CaptureLimits { Events = 4 });
        for (var i = 0; i < 6; i++)
        {
            _story.Fork(_init, 300 + i);
        }

        var at = _story.NowNs;
        _story.NowNs += Second;
        _story.SetClock(TimeSpan.FromHours(-1));
        store.Apply(_story.Take());

        Assert.Equal(at - 3_000_000, store.Read(v => v.Events.HeldSinceBootNs));
    }

    [Fact]
    public void Filter_OnAClockEvent_KnowsItsKindAndNoProcess()
    {
        _story.Fork(_init, 300);
        _story.SetClock(TimeSpan.FromHours(1));
        Apply();

        Assert.Equal(1, Count("kind:clock"));
        Assert.Equal(0, Count("kind:clock pid:0"));
        Assert.Equal(0, Count("kind:clock comm:*"));
        Assert.Null(_store.Read(v => v.Processes.Find(default)));
        Assert.Equal(1, _store.Read(v => v.Counters.ByKind[EventKind.Clock]));
    }

    [Fact]
    public void Tally_OverASettingBack_StandsOnOneAxis()
    {
        _story.Fork(_init, 300);
        _story.NowNs = 60 * Second;
        _story.SetClock(TimeSpan.FromHours(-1)).Fork(_init, 301);
        Apply();

        var volume = _store.Read(view =>
        {
            var subject = new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
            var tally = new EventTally(default, view.Clock.ToAxis(0).UnixNs, view.Clock.ToAxis(100 * Second).UnixNs, true, view.Clock.ToAxis(0).UnixNs);
            foreach (var held in view.Events.Forwards())
            {
                tally.Count(held.Event, subject.At(held.Event));
            }

            return tally.Volume;
        });

        var steps = volume.Steps.Index().Where(s => s.Item.Total > 0).Select(s => (s.Index * volume.WidthNs / Second, s.Item.Total)).ToList();
        Assert.Equal([(1L, 1L), (60L, 2L)], steps);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void Range_OfAnAxisAndBack_IsTheSame(int hours)
    {
        _story.NowNs = 60 * Second;
        _story.SetClock(TimeSpan.FromHours(hours));
        _story.NowNs = 100 * Second;
        Apply();
        var clock = _store.Clock;

        foreach (var (from, to) in ((long, long)[])[(10, 20), (70, 80)])
        {
            var axis = new TimeRange(clock.ToAxis(from * Second), clock.ToAxis(to * Second));
            var shown = clock.FromAxis(axis);
            Assert.Equal(new TimeRange(clock.ToTimestamp(from * Second), clock.ToTimestamp(to * Second)), shown);
            Assert.Equal(axis, clock.ToAxis(shown));
        }
    }

    private int Count(string filter)
    {
        Assert.True(Filter.TryParse(filter, out var parsed, out _));
        return _store.Read(view =>
        {
            var subject = new EventFilterSubject(view.Processes, view.Clock.NowBootNs);
            var count = 0;
            foreach (var held in view.Events.Forwards())
            {
                count += parsed.Matches(subject.At(held.Event)) ? 1 : 0;
            }

            return count;
        });
    }

    private bool Matches(ProcessId id, string filter)
    {
        Assert.True(Filter.TryParse(filter, out var parsed, out _));
        return _store.Read(v => parsed.Matches(new ProcessFilterSubject(v.Clock.NowBootNs).At(v.Processes.Find(id)!)));
    }

    private void Apply() => _store.Apply(_story.Take());
}
