using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Http;

/// <summary>One filter language: the same filter finds the same failed exec in every place that accepts one.</summary>
public sealed class FilterEverywhereTests(ReplayServer replay)
{
    private const string Path = "/no/such/program";

    /// <summary>A filter that finds the failed exec, and one on the same field that does not.</summary>
    public static TheoryData<string, string> Filters => new()
    {
        { "comm:exec_missing kind:exec.exit", "comm:zombie" },
        { "errno:ENOENT path:/no/*", "errno:EACCES" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filter_OverHttp_FindsAndLeavesOut(string finds, string leavesOut)
    {
        Assert.Contains(Path, (await Ask("/processes?filter=", finds)).ToString());
        Assert.DoesNotContain(Path, (await Ask("/processes?filter=", leavesOut)).ToString());
        Assert.Contains(Path, (await Ask("/events?filter=", finds)).ToString());
        Assert.DoesNotContain(Path, (await Ask("/events?filter=", leavesOut)).ToString());
        Assert.Contains(Path, (await Ask("/errnos?filter=", finds)).ToString());
        Assert.DoesNotContain(Path, (await Ask("/errnos?filter=", leavesOut)).ToString());
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filter_OnTheHub_FindsAndLeavesOut(string finds, string leavesOut)
    {
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(replay.Server.Address, "/hubs/lifecycle"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(DashboardServer.Token))
            .Build();
        await hub.StartAsync();
        Assert.Contains(Path, await FirstBatches(hub, finds));
        Assert.DoesNotContain(Path, await FirstBatches(hub, leavesOut));
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filter_OnTheCommandLine_FindsAndLeavesOut(string finds, string leavesOut)
    {
        Assert.Contains(Path, string.Join('\n', await Child.Run(Repository.Program, "events", "--replay", DemoRecording.File, "--filter", finds)));
        Assert.DoesNotContain(Path, string.Join('\n', await Child.Run(Repository.Program, "events", "--replay", DemoRecording.File, "--filter", leavesOut)));
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filter_OnThePages_FindsAndLeavesOut(string finds, string leavesOut)
    {
        foreach (var (page, shown) in new[] { ("/tree", "exec_missing"), ("/events", Path), ("/errors", Path) })
        {
            await using var browser = await BrowserSession.Open(replay.Server, $"{page}?q={Uri.EscapeDataString(finds)}");
            var main = browser.Page.GetByRole(AriaRole.Main);
            await Assertions.Expect(main.GetByText(shown).First).ToBeVisibleAsync();
            await browser.Get("filter-input").First.FillAsync(leavesOut);
            await Assertions.Expect(main.GetByText(shown)).ToHaveCountAsync(0);
            browser.AssertClean();
        }
    }

    private Task<JsonElement> Ask(string path, string filter) => replay.Server.Get(path + Uri.EscapeDataString(filter));

    /// <summary>All events of the recording for this filter: the batches up to the last event.</summary>
    private async Task<string> FirstBatches(HubConnection hub, string filter)
    {
        var last = (await replay.Server.Get("/events?limit=1")).GetProperty("items")[0].GetProperty("seq").GetInt64();
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        var text = "";
        await foreach (var batch in hub.StreamAsync<JsonElement>("Subscribe", filter, 0L, deadline.Token))
        {
            text += batch.GetProperty("events").ToString();
            if (batch.GetProperty("toSeq").GetInt64() >= last)
            {
                break;
            }
        }

        return text;
    }
}
