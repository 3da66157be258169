using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

public sealed class CriticalPathTests
{
    private readonly TimelineTale _tale = new();

    [Fact]
    public void Path_OneAfterTheOther_GoesThroughEachChildAndThePauses()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var make = _tale.Born(init, 10, 0, "/bin/make");
        var cc = _tale.Born(make, 11, 100, "/bin/cc");
        _tale.Ends(cc, 300);
        var ld = _tale.Born(make, 12, 350, "/bin/ld");
        _tale.Ends(ld, 500);
        _tale.Ends(make, 510);

        var path = _tale.Path(make, 1_000);

        Assert.Equal([("make", 100.0), ("cc", 200.0), ("make", 50.0), ("ld", 150.0), ("make", 10.0)], Told(path));
        Assert.False(path.Running);
        Assert.Equal(3, path.ProcessCount);
        Assert.Equal("cc", path.ByComm()[0].Comm);
    }

    [Fact]
    public void Path_TwoAtOnce_OnlyTheOneThatEndedLastCounts()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var make = _tale.Born(init, 10, 0, "/bin/make");
        var quick = _tale.Born(make, 11, 10, "/bin/quick");
        var slow = _tale.Born(make, 12, 20, "/bin/slow");
        _tale.Ends(quick, 100);
        _tale.Ends(slow, 400);
        _tale.Ends(make, 410);

        var path = _tale.Path(make, 1_000);

        // quick still ran when slow began, so it delayed nothing.
        Assert.Equal([("make", 20.0), ("slow", 380.0), ("make", 10.0)], Told(path));
    }

    [Fact]
    public void Path_GrandchildOutlivesItsParents_LeadsToItAndBackToTheRoot()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var root = _tale.Born(init, 10, 0, "/bin/root");
        var mid = _tale.Born(root, 11, 50, "/bin/mid");
        var last = _tale.Born(mid, 12, 100, "/bin/last");
        _tale.Ends(mid, 120);
        _tale.Ends(root, 130);
        _tale.Ends(last, 700, reaped: false);

        Assert.Equal([("root", 50.0), ("mid", 50.0), ("last", 600.0)], Told(_tale.Path(root, 1_000)));
    }

    [Fact]
    public void Path_StillRunning_IsThePathSoFar()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var shell = _tale.Born(init, 10, 0, "/bin/sh");
        _tale.Born(shell, 11, 200, "/bin/sleep");

        var path = _tale.Path(shell, 1_000);

        Assert.True(path.Running);
        Assert.Equal([("sh", 200.0), ("sleep", 800.0)], Told(path));
    }

    [Fact]
    public void Path_Anything_HasNoGapAndIsAsLongAsTheSubtree()
    {
        var init = _tale.Story.Snapshot(1, "init");
        var root = _tale.Born(init, 10, 0, "/bin/make");
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var at = 1 + (i * 3);
            var cc = _tale.Born(root, 100 + (i * 2), at, "/bin/cc");
            _tale.Ends(_tale.Born(cc, 101 + (i * 2), at + 0.2, "/bin/cc1"), at + 0.3 + (random.NextDouble() * 5));
            _tale.Ends(cc, at + 6);
        }

        _tale.Ends(root, 1_000);
        var path = _tale.Path(root, 2_000);

        Assert.Equal((TimelineTale.At(0), TimelineTale.At(1_000)), (path.FromNs, path.ToNs));
        Assert.All(path.Steps.Zip(path.Steps.Skip(1)), pair => Assert.Equal(pair.First.ToNs, pair.Second.FromNs));
        Assert.False(path.Cut);
    }

    private static IEnumerable<(string, double)> Told(CriticalPath path) => path.Steps.Select(s => (s.Comm, s.Ns / 1e6));
}
