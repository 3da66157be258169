using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Recent;

public sealed class RecentSourceTests
{
    private readonly Story _story = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LifecycleStore _store;
    private readonly RecentSource _source;

    public RecentSourceTests()
    {
        // A clock that goes on without events: a live capture.
        _store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, () => _story.NowNs));
        _source = new RecentSource(_store, _time);
        _story.Snapshot(200, "bash", null, "/bin/bash");
        _store.Apply(_story.Take());
    }

    [Fact]
    public void Read_ManyViewers_ComputesOnceASecondForEachFilter()
    {
        for (var second = 0; second < 3; second++)
        {
            for (var viewer = 0; viewer < 10; viewer++)
            {
                _source.Read(Filter.Everything, false, 0);
                _source.Read(Parse("comm:bash"), false, 0);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(6, _source.Computed);
    }

    [Fact]
    public void Read_QuietMachine_GoesOnWithTheTime()
    {
        Assert.Equal(1, _source.Read(Filter.Everything, false, 0).Programs.Already);
        _story.NowNs += 1_000;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(_story.NowNs, _source.Read(Filter.Everything, false, 0).NowBootNs);
    }

    [Fact]
    public void Read_RecordingThatWasRead_IsComputedOnce()
    {
        var recording = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        var source = new RecentSource(recording, _time);
        source.Read(Filter.Everything, true, 0);
        _time.Advance(TimeSpan.FromSeconds(5));
        source.Read(Filter.Everything, true, 0);

        Assert.Equal(1, source.Computed);
    }

    [Fact]
    public void Read_MoreFiltersThanWindows_KeepsTheOnesInUse()
    {
        for (var i = 0; i < 2 * RecentSource.MaxWindows; i++)
        {
            _source.Read(Parse($"pid:{i}"), false, 0);
        }

        Assert.Equal(RecentSource.MaxWindows, _source.Windows);
        _source.Read(Parse($"pid:{(2 * RecentSource.MaxWindows) - 1}"), false, 0);
        Assert.Equal(2 * RecentSource.MaxWindows, _source.Computed);
    }

    [Fact]
    public void Watch_LastViewerGone_NothingIsKept()
    {
        var first = _source.Watch();
        var second = _source.Watch();
        _source.Read(Filter.Everything, false, 0);

        first.Dispose();
        first.Dispose();
        Assert.Equal(1, _source.Windows);
        second.Dispose();

        Assert.Equal(0, _source.Windows);
    }

    [Fact]
    public void Read_Windows_AreInTheMemoryBudgetWhileTheyAreWatched()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var job = _story.Fork(new ProcessId(200, 200_000), 1_000 + i);
            _story.Exec(job, "/bin/job").Exit(job).Reap(job);
        }

        _store.Apply(_story.Take());
        Assert.Equal(0, Memory().Recent);
        var viewer = _source.Watch();
        _source.Read(Filter.Everything, false, 0);
        var one = Memory();
        _source.Read(Parse("comm:job"), false, 0);

        Assert.InRange(one.Recent, 2_000 * 150, 2_000 * 1_000);
        Assert.Equal(one.Used, one.Arguments + one.Events + one.Processes + one.Failures + one.Recent + one.Other);
        Assert.InRange(Memory().Recent, one.Recent * 3 / 2, one.Recent * 3);
        viewer.Dispose();
        Assert.Equal(0, Memory().Recent);
    }

    [Fact]
    public void Read_SmallBudget_KeepsAShorterWindowAndSaysSo()
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, () => _story.NowNs), new CaptureLimits { MemoryBytes = CaptureLimits.MinMemoryBytes });
        _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 0; i < 10_000; i++)
        {
            var job = _story.Fork(new ProcessId(200, 200_000), 1_000 + i);
            _story.Exit(job).Reap(job);
        }

        store.Apply(_story.Take());
        var figures = new RecentSource(store, _time).Read(Filter.Everything, false, 0);

        Assert.True(figures.IsCut);
        Assert.InRange(store.Read(view => view.Memory.Recent), 1, CaptureLimits.MinMemoryBytes / 8);
    }

    private MemoryUse Memory() => _store.Read(view => view.Memory);

    private static Filter Parse(string filter) => Filter.TryParse(filter, out var wanted, out _) ? wanted : throw new ArgumentException(filter);
}
