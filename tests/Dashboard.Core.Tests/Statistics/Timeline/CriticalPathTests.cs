using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

public sealed class CriticalPathTests
{
    private readonly TimelineBuilder _timeline = new();

    [Fact]
    public void Path_OneAfterTheOther_GoesThroughEachChildAndThePauses()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var make = _timeline.Born(init, 10, 0, "/bin/make");
        var cc = _timeline.Born(make, 11, 100, "/bin/cc");
        _timeline.Ends(cc, 300);
        var ld = _timeline.Born(make, 12, 350, "/bin/ld");
        _timeline.Ends(ld, 500);
        _timeline.Ends(make, 510);

        var path = _timeline.Path(make, 1_000);

        Assert.Equal([("make", 100.0), ("cc", 200.0), ("make", 50.0), ("ld", 150.0), ("make", 10.0)], StepsOf(path));
        Assert.False(path.Running);
        Assert.Equal(3, path.ProcessCount);
        Assert.Equal("cc", path.ByComm()[0].Comm);
    }

    [Fact]
    public void Path_TwoAtOnce_OnlyTheOneThatEndedLastCounts()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var make = _timeline.Born(init, 10, 0, "/bin/make");
        var quick = _timeline.Born(make, 11, 10, "/bin/quick");
        var slow = _timeline.Born(make, 12, 20, "/bin/slow");
        _timeline.Ends(quick, 100);
        _timeline.Ends(slow, 400);
        _timeline.Ends(make, 410);

        var path = _timeline.Path(make, 1_000);

        // quick still ran when slow began, so it delayed nothing.
        Assert.Equal([("make", 20.0), ("slow", 380.0), ("make", 10.0)], StepsOf(path));
    }

    [Fact]
    public void Path_GrandchildOutlivesItsParents_LeadsToItAndBackToTheRoot()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var root = _timeline.Born(init, 10, 0, "/bin/root");
        var mid = _timeline.Born(root, 11, 50, "/bin/mid");
        var last = _timeline.Born(mid, 12, 100, "/bin/last");
        _timeline.Ends(mid, 120);
        _timeline.Ends(root, 130);
        _timeline.Ends(last, 700, reaped: false);

        Assert.Equal([("root", 50.0), ("mid", 50.0), ("last", 600.0)], StepsOf(_timeline.Path(root, 1_000)));
    }

    [Fact]
    public void Path_StillRunning_IsThePathSoFar()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var shell = _timeline.Born(init, 10, 0, "/bin/sh");
        _timeline.Born(shell, 11, 200, "/bin/sleep");

        var path = _timeline.Path(shell, 1_000);

        Assert.True(path.Running);
        Assert.Equal([("sh", 200.0), ("sleep", 800.0)], StepsOf(path));
    }

    [Fact]
    public void Path_Anything_HasNoGapAndIsAsLongAsTheSubtree()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var root = _timeline.Born(init, 10, 0, "/bin/make");
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var at = 1 + (i * 3);
            var cc = _timeline.Born(root, 100 + (i * 2), at, "/bin/cc");
            _timeline.Ends(_timeline.Born(cc, 101 + (i * 2), at + 0.2, "/bin/cc1"), at + 0.3 + (random.NextDouble() * 5));
            _timeline.Ends(cc, at + 6);
        }

        _timeline.Ends(root, 1_000);
        var path = _timeline.Path(root, 2_000);

        Assert.Equal((TimelineBuilder.At(0), TimelineBuilder.At(1_000)), (path.FromNs, path.ToNs));
        Assert.All(path.Steps.Zip(path.Steps.Skip(1)), pair => Assert.Equal(pair.First.ToNs, pair.Second.FromNs));
        Assert.False(path.Cut);
    }

    private static IEnumerable<(string, double)> StepsOf(CriticalPath path) => path.Steps.Select(s => (s.Comm, s.Ns / 1e6));
}
