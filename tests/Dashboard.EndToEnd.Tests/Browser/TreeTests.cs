using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

[Collection(Alone.Name)]
public sealed class TreeTests(LiveServer live) : IClassFixture<LiveServer>
{
    /// <summary>Upper bound of bytes on the wire for one changed row.</summary>
    private const int MaxBytesOfAChange = 4 * 1024;

    [Fact]
    public async Task Tree_ProcessStartsAndExits_UpdatesByItself()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree?q=comm:cat&keep=10");
        await Assertions.Expect(browser.Get("tree").Or(browser.Page.GetByText("cat")).First).ToBeVisibleAsync();

        await using var cat = Child.Start("/bin/cat");
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
        cat.Input.Close();
        await cat.Ended();
        await Assertions.Expect(browser.Row(cat.Pid)).ToContainTextAsync("exit");
        // Exited rows stay for a while, then disappear.
        await Assertions.Expect(browser.Row(cat.Pid)).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        browser.AssertClean();
    }

    [Fact]
    public async Task Keep_Chosen_IsRememberedAcrossPages()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree");
        await Assertions.Expect(browser.Get("keep")).ToHaveValueAsync("30");
        // What the browser remembers is read by then.
        await Assertions.Expect(browser.Page.Locator("html[data-hears=keys]")).ToHaveCountAsync(1);
        await browser.Get("keep").SelectOptionAsync("10");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("keep=10"));

        await browser.GoTo("e", "/events");
        await browser.GoTo("t", "/tree");

        await Assertions.Expect(browser.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("keep=10"));
        await Assertions.Expect(browser.Get("keep")).ToHaveValueAsync("10");
        browser.AssertClean();
    }

    [Fact]
    public async Task Tree_OneChangedRow_CostsUnderFourKibibytes()
    {
        // The server traces only this process, so nothing else can arrive meanwhile, and one change is enough to measure: the
        // row, and what the header shows of the rate until it is there.
        await using var cat = Child.Start("/bin/cat");
        await using var server = await DashboardServer.Start("--only-under", $"{cat.Pid}");
        await using var browser = await BrowserSession.Open(server, "/tree?keep=all");
        await Assertions.Expect(browser.Get("tree-row")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("rate-now")).ToHaveTextAsync("0");

        var before = browser.ReceivedBytes;
        cat.Input.Close();
        await cat.Ended();
        await Assertions.Expect(browser.Row(cat.Pid)).ToContainTextAsync("exit");
        Assert.InRange(browser.ReceivedBytes - before, 1, MaxBytesOfAChange);
    }

    [Fact]
    public async Task Tree_FilterByComm_ShowsMatchesAndTheirAncestors()
    {
        await using var cat = Child.Start("/bin/cat");
        await using var sleep = Child.Start("/bin/sleep", "60");
        await using var browser = await BrowserSession.Open(live.Server);
        await browser.Get("filter-input").First.FillAsync("comm:cat");
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Row(sleep.Pid)).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?&]q=comm(:|%3A)cat"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Tree_FilterByErrno_ShowsTheProcessThatFailed()
    {
        await using var failing = Child.Start(Repository.Scenario("exec_missing"), "hold");
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=errno:ENOENT pid:{failing.Pid},{cat.Pid}");
        await Assertions.Expect(browser.Row(failing.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Row(cat.Pid)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tree_WrongFilter_SaysWhatIsWrongAndKeepsTheLastGoodOne()
    {
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{cat.Pid}");
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
        await browser.Get("filter-input").First.FillAsync("errno:ENONET");
        await Assertions.Expect(browser.Get("filter-message")).ToContainTextAsync("ENOENT");
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Details_FailedExec_ShowErrnoNumberMeaningPathAndTheOldImage()
    {
        await using var failing = Child.Start(Repository.Scenario("exec_missing"), "hold");
        await using var browser = await BrowserSession.Open(live.Server, $"/tree?q=pid:{failing.Pid}");
        await browser.Row(failing.Pid).ClickAsync();
        var details = browser.Get("details");
        await Assertions.Expect(details).ToContainTextAsync("ENOENT");
        await Assertions.Expect(details).ToContainTextAsync("−2 · No such file or directory");
        await Assertions.Expect(details).ToContainTextAsync("/no/such/program");
        await Assertions.Expect(details).ToContainTextAsync("exec_missing");
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"sel={failing.Pid}-"));
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    [Fact]
    public async Task Tree_PausedWhileAProcessStarts_FreezesAndCounts()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree?q=comm:cat");
        await browser.Get("pause").ClickAsync();
        await Assertions.Expect(browser.Get("capture-state")).ToHaveTextAsync("Paused");
        await using var cat = Child.Start("/bin/cat");
        await Assertions.Expect(browser.Page.GetByText(new System.Text.RegularExpressions.Regex(@"\d+ new"))).ToBeVisibleAsync();
        await Assertions.Expect(browser.Row(cat.Pid)).ToHaveCountAsync(0);
        await browser.Get("pause").ClickAsync();
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Bars_SinceCapture_KeepTheirClockWhileRowsCome()
    {
        await using var browser = await BrowserSession.Open(live.Server, "/tree?span=all&keep=all&q=comm:cat");
        await using var first = Child.Start("/bin/cat");
        await Assertions.Expect(browser.Row(first.Pid)).ToBeVisibleAsync();
        // The scripts start the clock, a moment after the first rows. Not WaitForFunctionAsync: the page's policy forbids its eval.
        await Eventually.True(
            () => browser.Page.EvaluateAsync<bool>("""[...document.querySelectorAll("#tree .seg")].every(bar => bar.style.width || bar.style.display)"""),
            "a clock of the bars");
        await browser.Page.EvaluateAsync(
            """
            () => {
              const tree = document.getElementById("tree");
              window.blank = 0;
              const look = () => {
                window.blank += [...tree.querySelectorAll(".seg")].every(bar => bar.style.width || bar.style.display) ? 0 : 1;
                requestAnimationFrame(look);
              };
              look();
            }
            """);
        await using var second = Child.Start("/bin/cat");
        await Assertions.Expect(browser.Row(second.Pid)).ToBeVisibleAsync();
        first.Input.Close();
        await Assertions.Expect(browser.Row(first.Pid)).ToContainTextAsync("exit");
        Assert.Equal(0, await browser.Page.EvaluateAsync<int>("window.blank"));
        browser.AssertClean();
    }

    [Fact]
    public async Task Tree_ServerGone_SaysSoAndComesBackWithFilterAndSelection()
    {
        // DeepLinkTests has the same for each page on a recording; here the processes are those of another capture.
        using var data = new KeptData();
        var server = await DashboardServer.Start("--data", data.Path);
        await using var cat = Child.Start("/bin/cat");
        await using var browser = await BrowserSession.Open(server, $"/tree?q=pid:{cat.Pid}");
        await browser.Row(cat.Pid).ClickAsync();
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("cat");
        await server.DisposeAsync();
        await Assertions.Expect(browser.Get("connection-state")).ToBeVisibleAsync(new() { Timeout = 20_000 });

        await using var again = await DashboardServer.Start("--urls", server.Address.GetLeftPart(UriPartial.Authority), "--data", data.Path);
        await Assertions.Expect(browser.Get("connection-state")).ToBeHiddenAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(browser.Row(cat.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Get("filter-input").First).ToHaveValueAsync($"pid:{cat.Pid}");
        await Assertions.Expect(browser.Get("details")).ToHaveAttributeAsync("data-process-id", new System.Text.RegularExpressions.Regex($"^{cat.Pid}-"));
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("lready running");
    }
}
