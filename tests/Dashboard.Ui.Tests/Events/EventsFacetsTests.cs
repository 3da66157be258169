using AngleSharp.Dom;
using Bunit;
using Dashboard.Core.Model;
using Dashboard.Ui.Events;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace Dashboard.Ui.Tests.Events;

public sealed class EventsFacetsTests : Screen
{
    [Fact]
    public void Facets_OfWhatHappened_HaveCountsInOrder()
    {
        var shell = Shell();
        Story.FailExec(Story.Fork(shell, 300), "/nope").FailExec(shell, "/a", 13).FailExec(shell, "/b", 13);
        Happen();

        var page = Render<EventsScreen>();

        Assert.Equal(["exec 3", "fork 1"], Values(page, "kind"));
        Assert.Equal(["EACCES 2", "ENOENT 1"], Values(page, "errno"));
        Assert.Equal(["bash 4"], Values(page, "comm"));
        Assert.Equal(["bash 2", "systemd 2"], Values(page, "pcomm"));
        Assert.Contains("since capture began", page.Find("[data-testid=facets-cover]").TextContent);
    }

    [Fact]
    public void Facets_Click_IncludesAndASecondClickTakesItOff()
    {
        TwoErrors();
        var page = Render<EventsScreen>();

        Value(page, "errno", "EACCES").Click();

        page.WaitForAssertion(() => Assert.Equal(["exec 1"], Values(page, "kind")));
        Assert.Equal(["EACCES 1", "ENOENT 1"], Values(page, "errno"));
        Assert.Equal("errno:EACCES", Get<FilterState>().Applied.Text);
        Assert.Equal("true", Value(page, "errno", "EACCES").GetAttribute("aria-pressed"));
        Assert.Contains("errno:EACCES", page.Find("[data-testid=facet-errno] [data-testid=facet-term]").TextContent);

        Value(page, "errno", "EACCES").Click();
        page.WaitForAssertion(() => Assert.Equal(["exec 2"], Values(page, "kind")));
        Assert.False(Get<FilterState>().IsActive);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void Facets_ClickWithCtrlOrShift_AsksForEither(bool ctrl, bool shift, bool meta)
    {
        TwoErrors();
        Open("/events?q=comm:bash errno:ENOENT");
        var page = Render<EventsScreen>();
        Assert.Single(page.FindAll("[data-testid=event-row]"));

        Value(page, "errno", "EACCES").Click(new MouseEventArgs { CtrlKey = ctrl, ShiftKey = shift, MetaKey = meta });

        page.WaitForAssertion(() => Assert.Equal(["exec 2"], Values(page, "kind")));
        Assert.Equal("comm:bash errno:ENOENT,EACCES", Get<FilterState>().Applied.Text);
        Assert.Equal(["true", "true"], page.FindAll("[data-testid=facet-errno] [data-testid=facet-value]").Select(v => v.GetAttribute("aria-pressed")));

        // The reverse: removing one of two values, and a plain click that leaves only one.
        Value(page, "errno", "ENOENT").Click();
        Assert.Equal("comm:bash errno:EACCES", Get<FilterState>().Applied.Text);
        Value(page, "errno", "ENOENT").Click();
        Assert.Equal("comm:bash errno:ENOENT", Get<FilterState>().Applied.Text);
    }

    [Fact]
    public void Facets_OfAChosenField_CountWhatTheOtherTermsLetThrough()
    {
        TwoErrors();
        Story.FailExec(new ProcessId(200, 200_000), "/b", 13);
        Happen();
        Open("/events?q=errno:ENOENT path:/b,/nope");
        var page = Render<EventsScreen>();

        Assert.Equal(["EACCES 1", "ENOENT 1"], Values(page, "errno"));
        Assert.Equal(["exec 1"], Values(page, "kind"));
    }

    [Fact]
    public void Facets_AltClick_ExcludesAndTheTermTakesItOff()
    {
        TwoErrors();
        Open("/events?q=comm:bash");
        var page = Render<EventsScreen>();

        Value(page, "errno", "EACCES").Click(new MouseEventArgs { AltKey = true });

        page.WaitForAssertion(() => Assert.Equal(["ENOENT 1"], Values(page, "errno")));
        Assert.Equal("comm:bash -errno:EACCES", Get<FilterState>().Applied.Text);

        page.Find("[data-testid=facet-errno] [data-testid=facet-term]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, Values(page, "errno").Count));
        Assert.Equal("comm:bash", Get<FilterState>().Applied.Text);
    }

    [Fact]
    public void Facets_TypedTerm_IsShownAndCanBeTakenOff()
    {
        TwoErrors();
        Open("/events?q=comm:bash,zsh dur:<1s");
        var page = Render<EventsScreen>();

        var term = page.Find("[data-testid=facet-comm] [data-testid=facet-term]");
        Assert.Contains("comm:bash,zsh", term.TextContent);
        term.Click();

        Assert.Equal("dur:<1s", Get<FilterState>().Applied.Text);
    }

    [Fact]
    public void Facets_ManyValues_AreFoldedAndBounded()
    {
        var shell = Shell();
        for (var i = 0; i < 80; i++)
        {
            Story.Exec(Story.Fork(shell, 300 + i), $"/bin/tool{i}");
        }

        Happen();
        var page = Render<EventsScreen>();
        Assert.Equal(7, Values(page, "comm").Count);

        page.Find("[data-testid=facet-comm] [data-testid=facet-more]").Click();

        Assert.Equal(50, Values(page, "comm").Count);
        Assert.Contains("Type in the filter box to find others", page.Find("[data-testid=facet-comm]").TextContent);
        Assert.Equal("81", page.Find("[data-testid=facet-comm] header .num").TextContent);
    }

    [Fact]
    public void Facets_HostileNames_AreEscapedText()
    {
        Story.Exec(Story.Fork(Shell(), 300), "/tmp/<b>x\n");
        Happen();

        var page = Render<EventsScreen>();

        Assert.Empty(page.FindAll(".facets b"));
        Assert.Contains("<b>x\\n 1", Values(page, "comm"));
    }

    [Fact]
    public void Facets_News_AreCountedAtAPace()
    {
        var shell = Shell();
        Story.Fork(shell, 300);
        Happen();
        var page = Render<EventsScreen>();
        Story.Fork(shell, 301);
        Happen();

        Tick();
        Assert.Equal(["fork 1"], Values(page, "kind"));
        Tick(1.5);

        page.WaitForAssertion(() => Assert.Equal(["fork 2"], Values(page, "kind")));
    }

    [Fact]
    public void Facets_Paused_StandStill()
    {
        var shell = Shell();
        Story.Fork(shell, 300);
        Happen();
        var page = Render<EventsScreen>();
        Assert.True(Get<LivePulse>().PauseAsync().IsCompletedSuccessfully);
        Story.Fork(shell, 301);
        Happen();
        Tick(5);

        Assert.Equal(["fork 1"], Values(page, "kind"));
        page.Find("label.check input").Change(true);
        Assert.Equal(["fork 1"], Values(page, "kind"));
    }

    private void TwoErrors()
    {
        Story.FailExec(Shell(), "/nope").FailExec(new ProcessId(200, 200_000), "/a", 13);
        Happen();
    }

    private static IElement Value(IRenderedComponent<EventsScreen> page, string facet, string value)
        => page.Find($"[data-testid=facet-{facet}] [data-value='{value}']");

    private static IReadOnlyList<string> Values(IRenderedComponent<EventsScreen> page, string facet)
        => [.. page.FindAll($"[data-testid=facet-{facet}] [data-testid=facet-value]")
            .Select(v => $"{v.GetAttribute("data-value")} {v.QuerySelector(".facet-count")!.TextContent}")];
}
