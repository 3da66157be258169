using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Timeline;
using Xunit;

namespace Dashboard.Ui.Tests.Timeline;

public sealed class TimelineStormsTests : Screen
{
    private const int Size = 40;

    [Fact]
    public void Storm_IsOneRow_OpensByClickAndCloses()
    {
        Storm();
        var page = Render<TimelineScreen>();

        var row = Assert.Single(page.FindAll("[data-testid=timeline-storm]"));
        Assert.Contains("true", row.TextContent);
        Assert.Contains("× 40", row.TextContent);
        Assert.Contains("4 failed", row.TextContent);
        Assert.NotEmpty(row.QuerySelectorAll(".tl-groupfail"));
        Assert.Equal("3", row.GetAttribute("aria-level"));
        Assert.Equal(2, page.FindAll("[data-testid=timeline-row]").Count);

        row.Click();
        page.WaitForAssertion(() => Assert.True(page.FindAll("[data-testid=timeline-row]").Count > 2));
        page.Find("[data-testid=timeline-storm]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=timeline-row]").Count));
    }

    [Fact]
    public void Storm_Unfolded_ByTheAddressAndTheSwitch()
    {
        Storm();
        Open("/timeline?storms=open");
        var page = Render<TimelineScreen>();
        Assert.Empty(page.FindAll("[data-testid=timeline-storm]"));

        page.Find("[data-testid=timeline-storms]").Change(true);

        Assert.DoesNotContain("storms=", Uri);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=timeline-storm]")));
    }

    /// <summary>A process that is sought by name must not be hidden by its storm.</summary>
    [Fact]
    public void Reveal_AMember_OpensItsStorm()
    {
        var members = Storm();
        Render<TimelineScreen>();
        var view = new TimelineViewModel(Capture, Get<Ui.Shared.Live.LivePulse>(), Get<Ui.Shared.Filtering.FilterState>(), Get<UrlState>(), Time);
        view.Build();
        Assert.Null(view.IndexOf(members[5]));

        Assert.Equal(3 + 5, view.Reveal(members[5]));
        Assert.Equal(3 + 5, view.IndexOf(members[5]));
    }

    private List<ProcessId> Storm()
    {
        var shell = Shell();
        var members = new List<ProcessId>();
        for (var i = 0; i < Size; i++)
        {
            members.Add(Story.Fork(shell, 300 + i));
            Story.Exec(members[i], "/usr/bin/true").Exit(members[i], i % 10 == 0 ? 1 : 0).Reap(members[i]);
        }

        Happen();
        Open("/timeline");
        return members;
    }
}
