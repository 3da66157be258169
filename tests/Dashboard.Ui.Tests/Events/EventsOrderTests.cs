using System.Globalization;
using Bunit;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Ui.Events;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Ui.Tests.Events;

/// <summary>The list is in the order of the times that it shows, also where events arrive later than they happened.</summary>
public sealed class EventsOrderTests : Screen
{
    public EventsOrderTests() => Limits = new CaptureLimits { Events = 12 };

    [Fact]
    public void Events_ReapThatArrivesAfterLaterEvents_StandsAtItsTime()
    {
        LateReaps(3);

        var page = Render<EventsScreen>();

        var times = page.FindAll("[data-testid=event-row] .e-time").Select(cell => cell.TextContent).ToList();
        Assert.Equal(12, times.Count);
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
        Assert.NotEqual(Seqs(page).OrderDescending(), Seqs(page));
    }

    [Fact]
    public async Task Events_Arrows_WalkTheRowsAsTheyStand()
    {
        LateReaps(2);
        var page = Render<EventsScreen>();
        var shown = Seqs(page);

        for (var i = 1; i < shown.Count; i++)
        {
            await Get<KeyCommands>().PressAsync("down");
            page.WaitForAssertion(() => Assert.Equal(shown[i].ToString(CultureInfo.InvariantCulture), page.Find("[data-testid=event-row][tabindex='0']").GetAttribute("data-seq")));
        }
    }

    [Fact]
    public async Task Events_Paused_LateReapComesWhenResumed()
    {
        LateReaps(1);
        var page = Render<EventsScreen>();
        var before = Seqs(page);
        await Get<LivePulse>().PauseAsync();

        LateReaps(1, firstPid: 400);
        Tick();
        Assert.Equal(before, Seqs(page));

        await Get<LivePulse>().ResumeAsync();
        page.WaitForAssertion(() => Assert.Equal(8, Seqs(page).Count));
        Assert.Equal(Enumerable.Range(1, 8).Select(seq => (long)seq), Seqs(page).Order());
    }

    [Fact]
    public void Events_Evicted_LeaveThoseThatAreHeldInTheirOrder()
    {
        LateReaps(3);
        var page = Render<EventsScreen>();
        Assert.Equal(12, Seqs(page).Count);

        // Room for twelve: the oldest go, and of two that arrived in another order than they happened, the one with the lower number.
        LateReaps(1, firstPid: 400);
        Tick();

        page.WaitForAssertion(() => Assert.Equal(Enumerable.Range(5, 12).Select(seq => (long)seq), Seqs(page).Order()));
        var times = page.FindAll("[data-testid=event-row] .e-time").Select(cell => cell.TextContent).ToList();
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    private static List<long> Seqs(IRenderedComponent<IComponent> page)
        => [.. page.FindAll("[data-testid=event-row]").Select(row => long.Parse(row.GetAttribute("data-seq")!, CultureInfo.InvariantCulture))];

    /// <summary>Each child is waited for 1 ms after its exit, which is reported after the next child's birth and end.</summary>
    private void LateReaps(int children, int firstPid = 300)
    {
        var shell = Shell();
        for (var i = 0; i < children; i++)
        {
            var id = Story.Fork(shell, firstPid + (2 * i));
            Story.Exit(id);
            var waitedNs = Story.NowNs;
            Story.NowNs += 1_000_000;
            Story.Fork(shell, firstPid + 1 + (2 * i));
            var nowNs = Story.NowNs;
            Story.NowNs = waitedNs;
            Story.Reap(id, new ProcessReference(shell, shell.Pid, "bash"));
            Story.NowNs = nowNs + 5_000_000;
        }

        Happen();
    }
}
