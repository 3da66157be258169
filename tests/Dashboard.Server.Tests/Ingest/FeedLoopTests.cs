using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Ingest;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Ingest;

public sealed class FeedLoopTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));
    private int _shortages;

    [Theory]
    [InlineData(1)]
    [InlineData(FeedLoop.MaxTries)]
    public void Run_MemoryRunsOutInTheFeed_GivesUpHalfEachTimeAndReadsOn(int times)
    {
        var feed = new ShortFeed(times, _story.FailExec(_story.Snapshot(100, "sh"), "/nope").Take());

        Assert.True(Run(feed));

        Assert.Equal((times, times, times + 1), (_shortages, _store.TimesGivenUp, feed.Beginnings));
        Assert.Equal(1, _store.Read(v => v.Events.Count));
    }

    [Fact]
    public void Run_MemoryRunsOutTooOftenInARow_EndsWithIt()
    {
        var feed = new ShortFeed(FeedLoop.MaxTries + 1, _story.FailExec(_story.Snapshot(100, "sh"), "/nope").Take());

        Assert.Throws<OutOfMemoryException>(() => Run(feed));

        Assert.Equal(FeedLoop.MaxTries, _shortages);
        Assert.Equal(0, _store.Read(v => v.Events.Count));
    }

    [Fact]
    public void Run_ABatchComesThroughBetween_CountsTheTriesAnew()
    {
        var shell = _story.Snapshot(100, "sh");
        var feed = new ShortFeed(FeedLoop.MaxTries, _story.FailExec(shell, "/1").Take(), FeedLoop.MaxTries, _story.FailExec(shell, "/2").Take());

        Assert.True(Run(feed));

        Assert.Equal(2 * FeedLoop.MaxTries, _shortages);
    }

    [Fact]
    public void Run_MemoryRunsOutInTheStore_GivesUpHalfOnce()
    {
        var shell = _story.Snapshot(100, "sh");
        _story.Add(shell, new ExecExitEvent { Path = "/bin/x", Args = new ExhaustingList(0), ArgCount = 2 });
        var feed = new ShortFeed(0, _story.Take(), 0, _story.FailExec(shell, "/2").Take());

        Assert.True(Run(feed));

        Assert.Equal((1, 1), (_shortages, _store.TimesGivenUp));
        Assert.Equal(1, _store.Read(v => v.Counters.LostByCause[LostEvent.OutOfMemory]));
    }

    private bool Run(IEventFeed feed) => new FeedLoop(feed, _store, TimeSpan.Zero).Run(
        batch =>
        {
            _store.Apply(batch);
            return true;
        },
        _ => _shortages++,
        CancellationToken.None);

    /// <summary>
    /// Runs out of memory a number of times before each batch. Like the kernel's feed, each new read starts with the running
    /// processes, followed by the batch that was in progress.
    /// </summary>
    private sealed class ShortFeed(params object[] plan) : IEventFeed
    {
        private readonly Queue<object> _plan = new(plan.SelectMany(p => p is int times ? Enumerable.Repeat<object>(0, times) : [p]));

        public int Beginnings { get; private set; }

        public FeedStatus Status => new() { Source = FeedSource.Bpf, AttachedAt = default };

        public IEnumerable<IReadOnlyList<LifecycleEvent>> ReadBatches(CancellationToken cancellation)
        {
            Beginnings++;
            yield return [new SnapshotEvent { Process = new ProcessId(1, 1_000), Comm = "init" }];
            yield return [];
            while (_plan.TryDequeue(out var next))
            {
                yield return next as IReadOnlyList<LifecycleEvent> ?? throw new OutOfMemoryException();
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
