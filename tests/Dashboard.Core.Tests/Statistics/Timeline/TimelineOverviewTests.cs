using Dashboard.Core.Statistics.Losses;
using Dashboard.Core.Statistics.Rates;
using Dashboard.Core.Statistics.Timeline;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Timeline;

public sealed class TimelineOverviewTests
{
    private readonly TimelineBuilder _timeline = new();

    [Fact]
    public void Overview_Lives_CountInEachStepTheyTouch()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var child = _timeline.Born(init, 10, 250);
        _timeline.Ends(child, 450, 1);
        var shortest = _timeline.Born(init, 11, 910);
        _timeline.Ends(shortest, 912);
        _timeline.Build(1_000);

        var overview = TimelineOverview.Of(_timeline.Index, TimelineBuilder.At(0), TimelineBuilder.At(1_000), 10);

        Assert.Equal([1, 1, 2, 2, 2, 1, 1, 1, 1, 2], overview.Steps.Select(s => s.Present));
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 0, 0, 1], overview.Steps.Select(s => s.Born));
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0, 0, 0], overview.Steps.Select(s => s.Failed));
        Assert.Equal(2, overview.Steps.Sum(s => s.Ended));
    }

    [Fact]
    public void Overview_FailureThatWasLivedThrough_StandsWhereItHappened()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var child = _timeline.Born(init, 10, 100);
        _timeline.Story.NowNs = TimelineBuilder.At(550);
        _timeline.Story.FailExec(child, "/no/such");
        _timeline.Build(1_000);

        var overview = TimelineOverview.Of(_timeline.Index, TimelineBuilder.At(0), TimelineBuilder.At(1_000), 10);

        Assert.Equal(5, overview.Steps.ToList().FindIndex(s => s.Failed == 1));
        Assert.Equal(1, overview.Steps.Sum(s => s.Failed));
    }

    [Fact]
    public void Coarse_FewerRows_CountEachProcessOnce()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        for (var i = 0; i < 8; i++)
        {
            _timeline.Ends(_timeline.Born(init, 10 + i, 20 + (i * 100)), 30 + (i * 100));
        }

        _timeline.Build(1_000);
        var rows = TimelineOverview.Of(_timeline.Index, TimelineBuilder.At(0), TimelineBuilder.At(1_000), 100).Coarse(5);

        Assert.Equal(5, rows.Count);
        Assert.Equal(8, rows.Sum(r => r.Step.Born));
        Assert.Equal(3, rows[0].Step.Present);
        Assert.Equal(TimelineBuilder.At(200), rows[1].FromNs);
    }

    [Fact]
    public void Lifetimes_EndedInTheRange_FallIntoTheirBuckets()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        _timeline.Ends(_timeline.Born(init, 10, 100), 102);
        _timeline.Ends(_timeline.Born(init, 11, 100), 103, 1);
        _timeline.Ends(_timeline.Born(init, 12, 100), 250);
        _timeline.Ends(_timeline.Born(init, 13, 300), 900);
        _timeline.Build(1_000);

        var buckets = LifetimeHistogram.Of(_timeline.Index, TimelineBuilder.At(0), TimelineBuilder.At(500));

        Assert.Equal(3, buckets.Sum(b => b.Count));
        Assert.Equal(new LifetimeBucket(1_000_000, 3_000_000, 1, 0), Assert.Single(buckets, b => b.FromNs == 1_000_000));
        Assert.Equal(new LifetimeBucket(3_000_000, 10_000_000, 1, 1), Assert.Single(buckets, b => b.FromNs == 3_000_000));
        Assert.Null(buckets[^1].ToNs);
    }

    [Fact]
    public void Rates_Counters_AreSharedOutOverWholePoints()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        for (var i = 0; i < 10; i++)
        {
            _timeline.Ends(_timeline.Born(init, 10 + i, i * 100, "/bin/id"), (i * 100) + 50);
        }

        _timeline.Build(1_000);
        var first = _timeline.Store.Clock.ToTimestamp(TimelineBuilder.Second).UnixNs / TimelineBuilder.Second;

        var whole = _timeline.Store.Read(v => RateSeries.Of(v.Counters, first, first + 4));
        Assert.Equal(4, whole.Count);
        Assert.Equal((10, 10.0, 10), (whole[0].Forks, whole[0].Calls?.Execs, whole[0].Exits));

        var filtered = RateSeries.Of(_timeline.Index, _timeline.Store.Clock, first, first + 300);
        Assert.Equal(10, filtered.Sum(p => p.Forks) * 5, 6);
        Assert.All(filtered, p => Assert.Null(p.Calls));
        Assert.InRange(filtered.Count, 1, RateSeries.MaxPoints + 1);
    }

    [Fact]
    public void Rates_Failures_AreFailedExitsAndFailedCallsAndLookupsApart()
    {
        var init = _timeline.Story.Snapshot(1, "init");
        var found = _timeline.Born(init, 10, 100);
        _timeline.Story.FailExec(found, "/usr/bin/tool").FailExec(found, "/usr/sbin/tool").Exec(found, "/bin/tool");
        _timeline.Ends(found, 200, 1);
        var lost = _timeline.Born(init, 11, 300);
        _timeline.Story.FailExec(lost, "/no/such").FailFork(lost);
        _timeline.Ends(lost, 400);
        _timeline.Build(1_000);
        var first = _timeline.Store.Clock.ToTimestamp(TimelineBuilder.Second).UnixNs / TimelineBuilder.Second;

        var whole = _timeline.Store.Read(v => RateSeries.Of(v.Counters, first, first + 4))[0];
        var filtered = RateSeries.Of(_timeline.Index, _timeline.Store.Clock, first, first + 4)[0];

        Assert.Equal((1.0, 2.0, 2.0), (whole.FailedExits, whole.Calls!.Value.Failed, whole.Calls.Value.Lookups));
        // The same exits, although one more process failed by its calls.
        Assert.Equal(whole.FailedExits, filtered.FailedExits);
    }

    [Fact]
    public void Losses_ReportedInTheStream_AreBandsOnce()
    {
        _timeline.Story.Snapshot(1, "init");
        _timeline.Story.NowNs = TimelineBuilder.At(500);
        _timeline.Story.Lost(12, "ring full");
        _timeline.Story.NowNs = TimelineBuilder.At(800);
        _timeline.Story.Lost(3, "ring full");
        _timeline.Build(1_000);
        var bands = new LossBands();

        for (var again = 0; again < 2; again++)
        {
            _timeline.Store.Read(view =>
            {
                bands.Update(view);
                return true;
            });
        }

        Assert.Equal([12L, 3L], bands.All.Select(b => b.Count));
        Assert.Equal(TimelineBuilder.At(500), bands.All[0].ToNs);
    }

    [Fact]
    public void Losses_OfARange_AreJoinedWhereTheGapIsInvisible()
    {
        _timeline.Story.Snapshot(1, "init");
        foreach (var (at, count, cause) in new[] { (100, 1L, "ring full"), (500, 12L, "ring full"), (510, 3L, "probe busy"), (900, 5L, "ring full") })
        {
            _timeline.Story.NowNs = TimelineBuilder.At(at);
            _timeline.Story.Lost(count, cause);
        }

        _timeline.Build(1_000);
        var bands = new LossBands();
        _timeline.Store.Read(view =>
        {
            bands.Update(view);
            return true;
        });

        var inside = bands.Within(TimelineBuilder.At(400), TimelineBuilder.At(1_000), TimelineBuilder.At(20) - TimelineBuilder.At(0));

        Assert.Equal([(15L, "ring full, probe busy"), (5L, "ring full")], inside.Select(b => (b.Count, b.Cause)));
        Assert.Equal((TimelineBuilder.At(500), TimelineBuilder.At(510)), (inside[0].FromNs, inside[0].ToNs));
    }
}
