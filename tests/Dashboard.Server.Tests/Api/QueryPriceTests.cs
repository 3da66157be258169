using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Server.Ingest;
using Dashboard.Server.Querying;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Server.Tests.Hubs;
using Dashboard.Tests.Shared;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Api;

public sealed class QueryPriceTests
{
    private static readonly string Expensive
        = string.Join(" or ", Enumerable.Range(0, 90).Select(i => $"args~\"(a|b|ab)*[^x]{{0,40}}q{i}\""));

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/processes")]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/events/export")]
    [InlineData("/api/v1/events/stream")]
    [InlineData("/api/v1/errnos")]
    [InlineData("/api/v1/exits")]
    [InlineData("/api/v1/spawners")]
    [InlineData("/api/v1/programs")]
    [InlineData("/api/v1/overview")]
    public async Task Get_FilterThatCostsTooMuch_422BeforeItIsAsked(string path)
    {
        await using var server = await TestServer.StartAsync();
        var worker = server.Services.GetRequiredService<QueryWorker>();
        using var gate = new ManualResetEventSlim();
        // Occupies the worker, so that a request that needs it would not end.
        var blocked = worker.RunAsync(_ => { gate.Wait(Test); return 0; }, Test);

        var answer = await server.GetAsync(TestServer.Query(path, ("filter", Expensive)), 422);

        gate.Set();
        await blocked;
        Assert.StartsWith("Too expensive, because its patterns have ", answer.GetProperty("error").GetString());
        Assert.EndsWith(".", answer.GetProperty("error").GetString());
        Assert.NotEmpty(answer.GetProperty("hint").GetString()!);
    }

    [Fact]
    public async Task Subscribe_FilterThatCostsTooMuch_SaysSo()
    {
        await using var server = await TestServer.StartAsync();
        await using var hub = await HubClient.ConnectAsync(server);

        var refused = await Assert.ThrowsAsync<HubException>(async () => await hub.SubscribeAsync(Expensive, null, Test).FirstAsync(Test));

        Assert.Contains("too expensive, because", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_FifthThatWaits_503WithRetryAfterWhileStatusIsServed()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));
        var worker = server.Services.GetRequiredService<QueryWorker>();
        using var gate = new ManualResetEventSlim();
        var began = new TaskCompletionSource();
        var blocked = worker.RunAsync(_ => { began.SetResult(); gate.Wait(Test); return 0; }, Test);
        await began.Task;
        var waiting = Enumerable.Range(0, QueryWorker.MaxWaiting).Select(_ => server.GetAsync("/api/v1/processes")).ToList();
        await Eventually.BecomesTrueAsync(() => worker.Waiting == QueryWorker.MaxWaiting, "four questions wait");

        using var refused = await server.Client.GetAsync("/api/v1/events", Test);

        Assert.Equal((503, "3"), ((int)refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        await server.GetAsync("/api/v1/status");
        gate.Set();
        await blocked;
        Assert.All(await Task.WhenAll(waiting), page => Assert.Equal(4, page.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task Get_ClientHangsUpWhileItWaits_ItsQuestionIsTakenBack()
    {
        await using var server = await TestServer.StartAsync();
        var worker = server.Services.GetRequiredService<QueryWorker>();
        using var gate = new ManualResetEventSlim();
        var began = new TaskCompletionSource();
        var blocked = worker.RunAsync(_ => { began.SetResult(); gate.Wait(Test); return 0; }, Test);
        await began.Task;
        using var left = new CancellationTokenSource();
        var asking = server.Client.GetAsync("/api/v1/processes", left.Token);
        await Eventually.BecomesTrueAsync(() => worker.Waiting == 1, "the question waits");

        await left.CancelAsync();

        await Eventually.BecomesTrueAsync(() => worker.Waiting == 0, "the question is taken back");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        gate.Set();
        await blocked;
    }

    [Fact]
    public async Task Processes_MoreThanASlice_AllAreCounted()
    {
        var story = new Story();
        var shell = story.Snapshot(1, "sh");
        for (var i = 0; i < 4_500; i++)
        {
            story.Fork(shell, i + 2);
        }

        await using var server = await TestServer.StartAsync(story);

        var page = await server.GetAsync("/api/v1/processes?limit=3");
        var events = await server.GetAsync("/api/v1/events?limit=3&filter=kind:fork");

        Assert.Equal((4_501, 3), (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()));
        Assert.Equal(4_501, page.GetProperty("items")[0].GetProperty("pid").GetInt32());
        Assert.Equal(4_500, events.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Healthz_LagOfMoreThanFiveSeconds_503AndSaysWhy()
    {
        // The story's clock is in the past, so its events seem late.
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));

        var answer = await server.GetAsync("/healthz", 503);

        Assert.Matches("^The capture is [0-9]+ s behind the kernel\\.$", answer.GetProperty("error").GetString());
    }

    [Fact]
    public void Lag_WhileABatchWaitsForTheStore_Grows()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_000));
        var lag = new IngestLag(new CaptureClock(0, () => Timestamp.From(time.GetUtcNow()).UnixNs), time);
        List<LifecycleEvent> batch = [new LostEvent { Cause = "test", BootNs = 1_000_000_000_000 }];

        lag.Begin(batch);
        time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal((7_000, TimeSpan.FromSeconds(7)), (lag.Ms, lag.Now(TimeSpan.FromSeconds(5))));
    }

    [Fact]
    public void Lag_NothingCameSince_IsOfThePast()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_000));
        var lag = new IngestLag(new CaptureClock(0, () => Timestamp.From(time.GetUtcNow()).UnixNs), time);
        lag.Begin([new LostEvent { Cause = "test", BootNs = 1 }]);
        lag.End();

        Assert.Equal(1_000, lag.Now(TimeSpan.FromSeconds(5)).TotalSeconds);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.Zero, lag.Now(TimeSpan.FromSeconds(5)));
    }
}
