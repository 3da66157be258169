using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Server.Hubs;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Hubs;

public sealed class LiveEventsTests
{
    [Fact]
    public async Task Read_SlowReader_MissesWhatIsEvictedAndOnlyThat()
    {
        var story = Stories.Many(1);
        await using var server = await TestServer.StartAsync(story, new CaptureLimits { Events = 30 });
        var live = server.Services.GetRequiredService<LiveEvents>();
        await using var slow = live.ReadAsync(Filter.Everything, 0, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await slow.MoveNextAsync();
        var first = slow.Current;

        // The reader keeps its batch while more events happen than the history holds.
        await server.FeedAsync(Stories.More(story, 100, 2000));
        await slow.MoveNextAsync();
        var second = slow.Current;

        Assert.Equal(3, first.ToSeq);
        Assert.Equal(270, second.Skipped);
        Assert.Equal(first.ToSeq + 1 + second.Skipped, second.FromSeq);
        Assert.Equal(30, second.Events.Count);
    }

    [Fact]
    public async Task Read_NothingMatchesForLong_StillTellsHowFarItIs()
    {
        var story = Stories.Many(1);
        await using var server = await TestServer.StartAsync(story);
        var live = server.Services.GetRequiredService<LiveEvents>();
        Assert.True(Filter.TryParse("comm:no-such-name", out var filter, out _));
        await using var reader = live.ReadAsync(filter, null, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        var start = reader.Current.ToSeq;

        await server.FeedAsync(Stories.More(story, 4000, 3000));
        await reader.MoveNextAsync();

        Assert.Empty(reader.Current.Events);
        Assert.Equal(start + 1, reader.Current.FromSeq);
        Assert.True(reader.Current.ToSeq >= start + 10_000);
    }

    /// <summary>The ring's reader sleeps 4 ms after the first record: its next records belong to the same burst.</summary>
    [Fact]
    public async Task Read_AfterQuiet_WaitsForTheRestOfTheBurst()
    {
        var story = Stories.Many(1);
        await using var server = await TestServer.StartAsync(story);
        var time = new ArmedTime();
        var live = ActivatorUtilities.CreateInstance<LiveEvents>(server.Services, time);
        await using var reader = live.ReadAsync(Filter.Everything, null, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        var start = reader.Current.ToSeq;
        time.Advance(TimeSpan.FromSeconds(1));

        var next = reader.MoveNextAsync().AsTask();
        await server.FeedAsync(Stories.More(story, 1, 2000));
        await time.Armed.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(5));
        await server.FeedAsync(Stories.More(story, 1, 3000));
        time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(await next);

        var last = server.Services.GetRequiredService<LifecycleStore>().Read(view => view.Events.LastSeq);
        Assert.Equal((start + 1, last), (reader.Current.FromSeq, reader.Current.ToSeq));
    }

    /// <summary>While events keep coming, the ring's reader already waits: 16 ms between polls.</summary>
    [Fact]
    public async Task Read_WhileEventsComeByTheReadersClock_DoesNotWaitAsWell()
    {
        var story = Stories.Many(1);
        await using var server = await TestServer.StartAsync(story);
        var time = new ArmedTime();
        var live = ActivatorUtilities.CreateInstance<LiveEvents>(server.Services, time);
        await using var reader = live.ReadAsync(Filter.Everything, null, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        time.Advance(TimeSpan.FromMilliseconds(16));

        var next = reader.MoveNextAsync().AsTask();
        await server.FeedAsync(Stories.More(story, 1, 2000));

        // The clock is stopped, so a wait for a timer would not end.
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.False(time.Armed.IsCompleted);
        Assert.NotEmpty(reader.Current.Events);
    }

    /// <summary>A stopped clock that reports when a timer is created.</summary>
    private sealed class ArmedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Armed => _armed.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _armed.TrySetResult();
            return timer;
        }
    }
}
