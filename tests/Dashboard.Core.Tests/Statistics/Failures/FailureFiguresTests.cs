using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Failures;

public sealed class FailureFiguresTests
{
    private static readonly Timestamp Attached = new(Story.EpochUnixNs);
    private readonly Story _story = new();

    [Fact]
    public void Read_HistoryHasEvicted_ErrnoFilterStaysExact()
    {
        var store = Store(events: 50);
        var shell = _story.Snapshot(200, "bash");
        for (var i = 0; i < 300; i++)
        {
            _story.FailExec(shell, "/nope").FailExec(shell, "/a/tool", 13);
        }

        store.Apply(_story.Take());

        var exact = Read(store, "errno:ENOENT path:/nope");
        Assert.True(exact.IsExact);
        Assert.Equal((300, 300), (exact.Inside.Failed, exact.Inside.Total));
        Assert.False(exact.IsTimelineExact);

        // A name alone also matches successes, which are in no group.
        var held = Read(store, "comm:bash");
        Assert.False(held.IsExact);
        Assert.Equal(50, held.Inside.Total);
        Assert.True(held.HeldSince.CompareTo(Attached) > 0);
    }

    [Fact]
    public void Read_NothingForgotten_EveryFilterIsExact()
    {
        var store = Store();
        _story.FailExec(_story.Snapshot(200, "bash"), "/nope");
        store.Apply(_story.Take());

        Assert.True(Read(store, "comm:bash").IsExact);
        Assert.True(Read(store, "comm:bash", new TimeRange(Attached, null)).IsExact);
    }

    [Fact]
    public void Read_Range_SplitsInsideFromOutside()
    {
        var store = Store();
        var shell = _story.Snapshot(200, "bash");
        _story.FailExec(shell, "/one");
        var from = new Timestamp(Story.EpochUnixNs + _story.NowNs);
        _story.FailExec(shell, "/two").FailExec(shell, "/three");
        var to = new Timestamp(Story.EpochUnixNs + _story.NowNs);
        _story.FailExec(shell, "/four");
        store.Apply(_story.Take());

        var figures = Read(store, "", new TimeRange(from, to));

        Assert.Equal(["/two", "/three"], figures.Inside.Groups().Select(g => g.Path!));
        Assert.Equal(["/one", "/four"], figures.Outside!.Groups().Select(g => g.Path!));
        Assert.Equal(2, figures.Timeline.Series(Attached, to, 10, 6).Rows.Sum(r => r.Counts.Sum()));
    }

    [Fact]
    public void Read_Paused_CountsOnlyWhatWasThere()
    {
        var store = Store();
        var shell = _story.Snapshot(200, "bash");
        store.Apply(_story.FailExec(shell, "/one").FailExec(shell, "/two").Take());

        var figures = FailureFigures.Read(new QueryRun(store, TimeProvider.System), Filter.Everything, default, Attached, lastSeq: 1);

        Assert.Equal(1, figures.Inside.Failed);
    }

    [Fact]
    public void Timeline_StepOfAPathSearch_IsNoFailureAfterAll()
    {
        var store = Store();
        var child = _story.Fork(_story.Snapshot(200, "bash"), 300);
        _story.FailExec(child, "/usr/local/bin/make").FailExec(child, "/usr/bin/make").Exec(child, "/bin/make");
        store.Apply(_story.Take());

        var figures = Read(store, "");

        Assert.Equal((0, 2), (figures.Inside.Failed, figures.Inside.Lookups));
        Assert.Empty(figures.Timeline.Series(Attached, store.Clock.Now, 10, 6).Rows);
    }

    [Fact]
    public void Groups_Example_IsWhomItHappenedToLast()
    {
        var store = Store();
        var first = _story.Fork(_story.Snapshot(200, "bash"), 300);
        var second = _story.Fork(first, 301);
        _story.FailExec(first, "/nope").FailExec(second, "/nope");
        store.Apply(_story.Take());

        Assert.Equal(second, store.Read(view => Assert.Single(view.Errnos.Groups()).Example));
    }

    private static LifecycleStore Store(int events = 1000)
        => new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { Events = events });

    private static FailureFigures Read(LifecycleStore store, string filter, TimeRange range = default)
        => FailureFigures.Read(new QueryRun(store, TimeProvider.System), Parsed(filter), range, Attached);

    private static Filter Parsed(string text)
    {
        Assert.True(Filter.TryParse(text, out var filter, out _));
        return filter;
    }
}
