using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Server.Ingest;
using Dashboard.Tests.Shared;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Ingest;

public sealed class IngestorTests
{
    [Fact]
    public async Task Run_FeedCountsALossAndEnds_TheStreamTellsIt()
    {
        var feed = new FakeFeed();
        feed.Status = feed.Status with { Lost = new Dictionary<string, long> { ["ring full"] = 7, ["unreadable line"] = 2, ["other"] = 0 } };
        var story = new Story();
        story.Lost(5, "ring full");
        feed.Send(story.Take());
        feed.End();

        var published = await RunAsync(feed, NewStore());

        var losses = published.Cast<LostEvent>().ToList();
        Assert.Equal([("ring full", 5L), ("ring full", 2L), ("unreadable line", 2L)], losses.Select(l => (l.Cause, l.Count)));
        Assert.Equal([1L, 2L, 3L], losses.Select(l => l.Seq));
    }

    [Fact]
    public async Task Run_FeedTellsItsLossesItself_NothingIsToldTwice()
    {
        var feed = new FakeFeed();
        feed.Status = feed.Status with { Lost = new Dictionary<string, long> { ["ring full"] = 5 } };
        var story = new Story();
        story.Lost(5, "ring full");
        feed.Send(story.Take());
        feed.End();

        Assert.Single(await RunAsync(feed, NewStore()));
    }

    [Fact]
    public async Task Run_QuietFeedCountsALoss_TellsItAfterAWhile()
    {
        var feed = new FakeFeed();
        feed.Status = feed.Status with { Lost = new Dictionary<string, long> { ["ring full"] = 3 } };
        var store = NewStore();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var time = new FakeTimeProvider();
        using var clock = new Timer(_ => time.Advance(TimeSpan.FromMilliseconds(250)), null, 0, 1);

        await foreach (var published in new Ingestor(feed, store, time).RunAsync(stop.Token))
        {
            if (published.Count > 0)
            {
                Assert.Equal(3, Assert.IsType<LostEvent>(Assert.Single(published)).Count);
                break;
            }

            // Without news the store is not touched: pages draw when its version grows.
            Assert.Equal(0, store.Version);
        }
    }

    [Fact]
    public async Task Run_Cancelled_EndsWhileTheFeedWaits()
    {
        var feed = new FakeFeed();
        using var stop = new CancellationTokenSource();
        var run = RunAsync(feed, NewStore(), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run);
    }

    private static LifecycleStore NewStore() => new(new CaptureClock(Story.EpochUnixNs, TimeProvider.System));

    private static async Task<List<LifecycleEvent>> RunAsync(FakeFeed feed, LifecycleStore store, CancellationToken stop = default)
    {
        var all = new List<LifecycleEvent>();
        await foreach (var published in new Ingestor(feed, store, TimeProvider.System).RunAsync(stop))
        {
            all.AddRange(published);
        }

        return all;
    }
}
