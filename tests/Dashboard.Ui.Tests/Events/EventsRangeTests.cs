using Bunit;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Volume;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Events;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Viewer;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Events;

public sealed class EventsRangeTests : Screen
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Range_OfTheAddress_HoldsForListFacetsAndStrip()
    {
        Story.NowNs = 10 * Second;
        var shell = Shell();
        Story.FailExec(shell, "/early", 13);
        Story.NowNs = 20 * Second;
        Story.FailExec(shell, "/late");
        Happen();
        Open($"/events?from={TimeOfDay.Address(At(15))}");

        var page = Render<EventsScreen>();

        Assert.Contains("/late", Assert.Single(page.FindAll("[data-testid=event-row]")).TextContent);
        Assert.Equal("ENOENT", Assert.Single(page.FindAll("[data-testid=facet-errno] [data-testid=facet-value]")).GetAttribute("data-value"));
        Unfold(page);
        Assert.Single(page.FindAll("[data-testid=events-twin] tbody tr"));
        var volume = page.FindComponent<EventStrip>().Instance.Summary.Volume;
        Assert.InRange(volume.FromUnixNs, At(15).UnixNs - volume.WidthNs, At(15).UnixNs);
        Assert.InRange(volume.ToUnixNs, At(20).UnixNs, At(21).UnixNs);

        page.Find("[data-testid=events-range-clear]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=event-row]").Count));
        page.WaitForAssertion(() => Assert.InRange(page.FindComponent<EventStrip>().Instance.Summary.Volume.FromUnixNs, 0, At(0).UnixNs));
        Assert.DoesNotContain("from=", Uri);
    }

    /// <summary>Not a minute of a live machine, and not the time since the end.</summary>
    [Fact]
    public void Strip_OfACommandThatHasEnded_EndsWithIt()
    {
        OfOneCommand = true;
        var make = Story.Fork(new ProcessId(200, 1), 300);
        Story.NowNs = 5 * Second;
        Story.Exit(make).Reap(make);
        Happen();
        Tick(600);
        Open("/events");

        var volume = Render<EventsScreen>().FindComponent<EventStrip>().Instance.Summary.Volume;

        Assert.InRange(volume.ToUnixNs, At(5).UnixNs, At(6).UnixNs);
        Assert.InRange(volume.FromUnixNs, At(-1).UnixNs, At(0).UnixNs);
    }

    /// <summary>Rows leave a moving range as time passes, without an event; a fixed one stays.</summary>
    [Theory]
    [InlineData("last=15s", 0)]
    [InlineData("from=-15s", 0)]
    [InlineData("from=2026-09-21T14:13:35Z", 1)]
    public void Range_LastSeconds_MovesOn(string range, int rowsLater)
    {
        Story.NowNs = 10 * Second;
        var shell = Shell();
        Story.FailExec(shell, "/early", 13);
        Story.NowNs = 20 * Second;
        Story.FailExec(shell, "/late");
        Happen();
        Tick(7);
        Open($"/events?{range}");
        var page = Render<EventsScreen>();
        page.WaitForAssertion(() => Assert.Contains("/late", Assert.Single(page.FindAll("[data-testid=event-row]")).TextContent));

        for (var i = 0; i < 10; i++)
        {
            Tick();
        }

        page.WaitForAssertion(() => Assert.Equal(rowsLater, page.FindAll("[data-testid=event-row]").Count));
    }

    [Fact]
    public void Range_StepOfTheTable_BecomesTheRange()
    {
        Story.NowNs = 10 * Second;
        var shell = Shell();
        Story.Fork(shell, 300);
        Story.NowNs = 30 * Second;
        Story.Fork(shell, 301);
        Happen();
        Open("/events");
        var page = Render<EventsScreen>();

        Unfold(page);
        page.FindAll("[data-testid=events-twin] tbody button")[^1].Click();

        Assert.Matches(@"/events\?from=2026-09-21T\d\d:\d\d:\d\dZ&to=2026", Uri);
        page.WaitForAssertion(() => Assert.Contains("300", Assert.Single(page.FindAll("[data-testid=event-row]")).TextContent));
    }

    [Fact]
    public void Range_WithNothingInIt_SaysSoAndShowsAllAgain()
    {
        Story.Fork(Shell(), 300);
        Happen();
        Open("/events?from=2030-01-01T00:00:00Z");
        var page = Render<EventsScreen>();
        var empty = page.Find("[data-testid=empty]");
        Assert.Contains("No events in this range", empty.TextContent);
        Assert.Contains("1 event is outside of it", empty.TextContent);

        empty.QuerySelector("button")!.Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=empty]")));
        Assert.Single(page.FindAll("[data-testid=event-row]"));
    }

    [Fact]
    public async Task Strip_DraggedOver_IsTheRangeInTheAddress()
    {
        Story.NowNs = 100 * Second;
        Story.Fork(Shell(), 300);
        Happen();
        Open("/events");
        var page = Render<EventsScreen>();

        await page.InvokeAsync(() => page.Instance.OnStrip(At(95).UnixNs / 1e3, At(99).UnixNs / 1e3));

        Assert.Contains($"from={TimeOfDay.Address(At(95))}&to={TimeOfDay.Address(At(99))}", Uri);
        await page.InvokeAsync(() => page.Instance.OnStrip(double.NaN, double.PositiveInfinity));
        Assert.Contains($"from={TimeOfDay.Address(At(95))}", Uri);
    }

    [Theory]
    [InlineData(-1e30, 1e30)]
    [InlineData(5, 5)]
    [InlineData(5, 5.2)]
    public void Chosen_AnythingThatTheBrowserSays_IsInsideTheStrip(double fromSeconds, double toSeconds)
    {
        var volume = new EventVolume(0, Second, [.. Enumerable.Repeat(new VolumeStep(1, 0), 10)]);

        var range = EventStrip.Chosen(volume, Ns(fromSeconds), Ns(toSeconds));

        Assert.InRange(range.From!.Value.UnixNs, 0, 10 * Second);
        Assert.InRange(range.To!.Value.UnixNs, range.From.Value.UnixNs + 1, 10 * Second);

        static long Ns(double seconds) => (long)Math.Clamp(seconds * 1e9, 0, 10e9);
    }

    [Fact]
    public void Strip_Loss_IsAHatchedBand()
    {
        Shell();
        Story.Lost(12, "ring full");
        Happen();

        var page = Render<EventsScreen>();

        Assert.Single(page.FindAll("[data-testid=events-loss]"));
        Unfold(page);
        Assert.Contains("12 events were lost", page.Find(".ev-strip").TextContent);
    }

    [Fact]
    public void Export_Links_CarryFilterAndRange()
    {
        Story.FailExec(Shell(), "/a b");
        Happen();
        Open("/events?q=path:\"/a b\"&from=2026-01-01T00:00:00Z");
        var panels = Render<MudPopoverProvider>();
        var page = Render<EventsScreen>();

        page.Find("[data-testid=export-open]").Click();

        var link = panels.WaitForElement("[data-testid=export-csv]");
        Assert.Equal("/api/v1/events/export?format=csv&filter=path:%22/a+b%22&from=2026-01-01T00:00:00Z", link.GetAttribute("href"));
        Assert.True(link.HasAttribute("download"));
        panels.Find("[data-testid=export-copy]").Click();
        panels.WaitForAssertion(() => Assert.Contains("Copied 1 event", panels.Find("[data-testid=export-copy]").TextContent));
    }

    [Fact]
    public void Export_Paused_EndsWhereThePageStands()
    {
        Story.Fork(Shell(), 300);
        Happen();
        Assert.True(Get<LivePulse>().PauseAsync().IsCompletedSuccessfully);
        var panels = Render<MudPopoverProvider>();
        var page = Render<EventsScreen>();

        page.Find("[data-testid=export-open]").Click();

        Assert.Contains("&to=2026-", panels.WaitForElement("[data-testid=export-ndjson]").GetAttribute("href"));
    }

    [Fact]
    public async Task Failure_Key_GoesFromOneToTheNextAndBack()
    {
        var shell = Shell();
        Story.FailExec(shell, "/first");
        Story.Fork(shell, 300);
        Story.FailExec(shell, "/second");
        Story.Fork(shell, 301);
        Happen();
        var page = Render<EventsScreen>();

        await Press("failure-older");
        Assert.Contains("/second", Active());
        await Press("failure-older");
        Assert.Contains("/first", Active());
        await Press("failure-older");
        Assert.Contains("/first", Active());
        Assert.Contains("No older failure", page.Find("[data-testid=events-note]").TextContent);
        await Press("failure-newer");
        Assert.Contains("/second", Active());
        Assert.Equal("", page.Find("[data-testid=events-note]").TextContent);

        Task Press(string key) => page.InvokeAsync(() => Get<KeyCommands>().PressAsync(key));

        string Active() => page.Find("[data-testid=event-row][tabindex='0']").TextContent;
    }

    [Fact]
    public void Hidden_JoinedExecs_AreNotCountedTwice()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Enter(child, "/usr/bin/id").Exec(child, "/usr/bin/id").Exit(child);
        Happen();
        Open("/events?q=kind:exit");

        Assert.StartsWith("1 of 3 events", Render<EventsScreen>().Find(".status").TextContent.Trim());
    }

    [Fact]
    public void Enter_KilledHalfWay_ObeysTheFilter()
    {
        var child = Story.Fork(Shell(), 300);
        Story.Enter(child, "/usr/bin/id").Exit(child, signal: 9);
        Happen();
        Open("/events?q=kind:exit");

        Assert.Single(Render<EventsScreen>().FindAll("[data-testid=event-row]"));
    }

    private static Timestamp At(double seconds) => new(Story.EpochUnixNs + (long)(seconds * Second));
}
