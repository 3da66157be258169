using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Spawning;

/// <summary>Who starts what, counted while the wall clock is set: CLOCK_BOOTTIME measures, the wall clock names the ends.</summary>
public sealed class SpawnClockTests
{
    private const long AttachedBootNs = 0;
    private const long Second = 1_000_000_000;
    private readonly Story _story = new();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Read_OverASettingOfTheClock_CountsAllAndMeasuresWhatPassed(int hours)
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 0; i < 8; i++)
        {
            if (i == 4)
            {
                _story.SetClock(TimeSpan.FromHours(hours));
            }

            _story.NowNs = (i + 1) * 10 * Second;
            RunToEnd(shell, 300 + i);
        }

        var store = Store();
        var figures = Read(store);

        Assert.Equal(8, figures.Starts);
        Assert.Equal(new SpawnInterval(10 * Second, 0, true), Assert.Single(figures.Top(SpawnOrder.Starts, 10)).Interval);
        Assert.Equal((AttachedBootNs, store.Read(view => view.Clock.NowBootNs), true), (figures.FromBootNs, figures.ToBootNs, figures.IsOnePiece));
        Assert.Equal(store.Read(view => view.Clock.Now), figures.To);
    }

    /// <summary>What is held since is a moment on CLOCK_BOOTTIME: after the clock was set back it has an earlier time than the beginning.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Read_OldOnesForgottenOverASettingOfTheClock_CountsSinceAllAreHeld(int hours)
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Run(shell, 299);
        _story.SetClock(TimeSpan.FromHours(hours));
        for (var i = 0; i < 10; i++)
        {
            RunToEnd(shell, 300 + i);
        }

        var store = Store(new CaptureLimits { ExitedProcesses = 4 });
        var figures = Read(store);

        Assert.Equal(3, figures.Starts);
        Assert.Equal(store.Read(view => view.Processes.HeldSinceBootNs), figures.FromBootNs);
        Assert.Equal(store.Read(view => view.Processes.HeldSince), figures.From);
    }

    /// <summary>From 10 s before the clock is set back by 5 s on: shown twice is what lies between, and both are meant.</summary>
    [Fact]
    public void Read_RangeThatWasShownTwice_CountsBothAndMeasuresNoSpan()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        _story.NowNs = 20 * Second;
        RunToEnd(shell, 300);
        _story.NowNs = 22 * Second;
        _story.SetClock(TimeSpan.FromSeconds(-5));
        _story.NowNs = 26 * Second;
        RunToEnd(shell, 301);

        var figures = Read(Store(), range: new TimeRange(new Timestamp(Story.EpochUnixNs + 19 * Second), null));

        Assert.Equal((2, false), (figures.Starts, figures.IsOnePiece));
        Assert.Equal(new Timestamp(Story.EpochUnixNs + 19 * Second), figures.From);
    }

    private ProcessId Run(ProcessId parent, int pid)
    {
        var id = _story.Fork(parent, pid);
        _story.Exec(id, "/usr/bin/job");
        return id;
    }

    private void RunToEnd(ProcessId parent, int pid) => _story.Exit(Run(parent, pid));

    private LifecycleStore Store(CaptureLimits? limits = null)
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), limits);
        store.Apply(_story.Take());
        return store;
    }

    private static SpawnFigures Read(LifecycleStore store, TimeRange range = default)
        => SpawnFigures.Read(new QueryRun(store, TimeProvider.System), Filter.Everything, range, AttachedBootNs, store.Read(view => view.Clock.NowBootNs));
}
