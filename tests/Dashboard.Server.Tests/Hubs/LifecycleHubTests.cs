using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Hubs;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Server.Tests.Hubs;

public sealed class LifecycleHubTests
{
    [Fact]
    public async Task Subscribe_FromNow_FirstBatchTellsTheSeqThenNewEventsFollow()
    {
        var story = Stories.Many(2);
        await using var server = await TestServer.StartAsync(story);
        await using var client = await HubClient.ConnectAsync(server);
        await using var batches = client.SubscribeAsync(null, null).GetAsyncEnumerator();

        var first = await NextAsync(batches);
        await server.FeedAsync(Stories.More(story, 1, 800));
        var second = await NextAsync(batches);

        Assert.Equal(["fromSeq", "toSeq", "skipped", "summary", "events"], first.EnumerateObject().Select(p => p.Name));
        Assert.Equal(6, first.GetProperty("toSeq").GetInt64());
        Assert.Equal(0, first.GetProperty("events").GetArrayLength());
        Assert.Equal(7, second.GetProperty("fromSeq").GetInt64());
        Assert.Equal(9, second.GetProperty("toSeq").GetInt64());
        Assert.Equal(["fork", "exec.exit", "exit"], second.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Subscribe_JsonAndMessagePack_GiveEqualJson()
    {
        var story = Stories.ThreeLives(out var lives);
        story.Rename(lives[2], "näme\uef80\n").Lost(12, "ring full").Exit(lives[2], signal: 9, by: new ProcessReference(null, 812, "kubelet"));
        story.Add(lives[2], new ExitEvent { Usage = new ResourceUsage { UserNs = long.MaxValue, ReadBytes = null }, ExitCode = 3 });
        await using var server = await TestServer.StartAsync(story);
        await using var json = await HubClient.ConnectAsync(server);
        await using var pack = await HubClient.ConnectAsync(server, usesMessagePack: true);
        await using var jsonBatches = json.SubscribeAsync(null, 0).GetAsyncEnumerator();
        await using var packBatches = pack.SubscribeAsync(null, 0).GetAsyncEnumerator();

        var byJson = await NextAsync(jsonBatches);
        var byPack = await NextAsync(packBatches);

        Assert.True(byJson.GetProperty("events").GetArrayLength() > 20);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(byJson.GetRawText()), JsonNode.Parse(byPack.GetRawText())),
            byJson.GetRawText() + "\n" + byPack.GetRawText());
        var held = server.Capture.Store.Read(view => view.Events.Forwards().Copy().Select(e => JsonSerializer.Serialize(e, EventJson.Options)).ToList());
        Assert.Equal(held, byJson.GetProperty("events").EnumerateArray().Select(e => e.GetRawText()));
    }

    [Fact]
    public async Task Subscribe_Filter_CoversAllAndSendsMatches()
    {
        await using var server = await TestServer.StartAsync(Stories.ThreeLives(out _));
        await using var client = await HubClient.ConnectAsync(server);
        await using var batches = client.SubscribeAsync("errno:ENOENT path:/bin/foo", 0).GetAsyncEnumerator();

        var batch = await NextAsync(batches);

        Assert.Equal(3, batch.GetProperty("events").GetArrayLength());
        Assert.Equal(server.Capture.Store.Read(view => view.Events.LastSeq), batch.GetProperty("toSeq").GetInt64());
    }

    [Theory]
    [InlineData("errno:ENONET", 0L, "position 6")]
    [InlineData(null, -1L, "fromSeq")]
    public async Task Subscribe_BadInput_HubExceptionSaysWhy(string? filter, long fromSeq, string sentence)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await HubClient.ConnectAsync(server);
        await using var batches = client.SubscribeAsync(filter, fromSeq).GetAsyncEnumerator();

        var problem = await Assert.ThrowsAsync<HubException>(async () => await batches.MoveNextAsync());

        Assert.Contains(sentence, problem.Message);
    }

    [Fact]
    public async Task Subscribe_BehindTheHistory_IsSkippedAheadAndGetsTheCount()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(100), new CaptureLimits { Events = 50 });
        await using var client = await HubClient.ConnectAsync(server);
        await using var batches = client.SubscribeAsync(null, 30).GetAsyncEnumerator();

        var batch = await NextAsync(batches);

        Assert.Equal(220, batch.GetProperty("skipped").GetInt64());
        Assert.Equal(251, batch.GetProperty("fromSeq").GetInt64());
        Assert.Equal(50, batch.GetProperty("events").GetArrayLength());
        // A hundred processes of one name in three hundred events; a summary covers whole blocks.
        var ended = batch.GetProperty("summary").EnumerateArray().Single();
        Assert.Equal(["comm", "count", "failed", "medianNs"], ended.EnumerateObject().Select(p => p.Name));
        Assert.Equal(100, ended.GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task Subscribe_SeqOfAnotherRun_BeginsWithTheOldest()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(2));
        await using var client = await HubClient.ConnectAsync(server);
        await using var batches = client.SubscribeAsync(null, 123_456).GetAsyncEnumerator();

        var batch = await NextAsync(batches);

        Assert.Equal(1, batch.GetProperty("fromSeq").GetInt64());
        Assert.Equal(0, batch.GetProperty("skipped").GetInt64());
    }

    [Fact]
    public async Task Subscribe_ReconnectWithTheLastSeq_NoHoleNoRepeat()
    {
        const int Rounds = 5;
        var story = Stories.Many(1);
        await using var server = await TestServer.StartAsync(story);
        var seen = new List<long>();
        var last = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            await using var client = await HubClient.ConnectAsync(server, usesMessagePack: round % 2 == 1);
            await using var batches = client.SubscribeAsync(null, last).GetAsyncEnumerator();
            var batch = await NextAsync(batches);
            Assert.Equal(0, batch.GetProperty("skipped").GetInt64());
            seen.AddRange(batch.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("seq").GetInt64()));
            last = batch.GetProperty("toSeq").GetInt64();
            // While the reader is disconnected.
            await server.FeedAsync(Stories.More(story, 300, 10_000 + (round * 1000)));
        }

        Assert.Equal(Enumerable.Range(1, (int)last).Select(i => (long)i), seen);
        Assert.True(last > 1000);
    }

    [Fact]
    public async Task Subscribe_LongBacklog_BatchesFollowEachOther()
    {
        await using var server = await TestServer.StartAsync(Stories.Many(1000));
        await using var client = await HubClient.ConnectAsync(server, usesMessagePack: true);
        var next = 1L;
        await foreach (var batch in client.SubscribeAsync(null, 0))
        {
            Assert.True(batch.GetProperty("events").GetArrayLength() <= LiveEvents.MaxEvents);
            Assert.Equal(next, batch.GetProperty("fromSeq").GetInt64());
            next = batch.GetProperty("toSeq").GetInt64() + 1;
            if (next > 3000)
            {
                break;
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Connect_WithoutTheToken_401(string? token)
    {
        await using var server = await TestServer.StartAsync();

        var problem = await Assert.ThrowsAsync<HttpRequestException>(async () => await HubClient.ConnectAsync(server, token: token));

        Assert.Equal(HttpStatusCode.Unauthorized, problem.StatusCode);
    }

    [Fact]
    public async Task Subscribe_OneTooManyOnAConnection_IsRefusedUntilOneEnds()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await HubClient.ConnectAsync(server);
        using var first = new CancellationTokenSource();
        var open = Enumerable.Range(0, SubscriptionLimit.Max)
            .Select(i => client.SubscribeAsync(null, null, i == 0 ? first.Token : default).GetAsyncEnumerator()).ToList();
        await Task.WhenAll(open.Select(NextAsync));

        await using (var refused = client.SubscribeAsync(null, null).GetAsyncEnumerator())
        {
            var problem = await Assert.ThrowsAsync<HubException>(() => NextAsync(refused));
            Assert.Contains($"A connection has {SubscriptionLimit.Max} subscriptions at most", problem.Message);
        }

        await first.CancelAsync();
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                await using var again = client.SubscribeAsync(null, null).GetAsyncEnumerator();
                try
                {
                    await NextAsync(again);
                    return true;
                }
                catch (HubException)
                {
                    return false;
                }
            },
            "the place of the one that has ended is free");
    }

    [Fact]
    public async Task Viewers_SubscribedAndGone_AreCounted()
    {
        await using var server = await TestServer.StartAsync();
        var viewers = server.Services.GetRequiredService<ViewerCount>();
        await using (var client = await HubClient.ConnectAsync(server))
        {
            await using var batches = client.SubscribeAsync(null, null).GetAsyncEnumerator();
            await NextAsync(batches);
            Assert.Equal(1, viewers.Now);
        }

        await Eventually.BecomesTrueAsync(() => viewers.Now == 0, "the viewer is gone");
    }

    [Fact]
    public async Task Stop_WithOpenSubscription_DoesNotWaitForIt()
    {
        var server = await TestServer.StartAsync();
        await using var client = await HubClient.ConnectAsync(server);
        await using var batches = client.SubscribeAsync(null, null).GetAsyncEnumerator();
        await NextAsync(batches);

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<JsonElement> batches)
    {
        Assert.True(await batches.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        return batches.Current;
    }
}
