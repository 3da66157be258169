using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Grid;

public sealed class NothingHereTests : Screen
{
    [Fact]
    public void Word_OfAUser_IsOfferedAsItsField()
    {
        var id = new ProcessId(300, Story.NowNs);
        Story.Add(id, new ForkEvent { Context = new ProcessContext { User = "postgres" } });
        Happen();
        Open("/tree?q=postgres");
        var page = Render<TreeScreen>();

        var offer = page.Find("[data-testid=word-elsewhere] button");
        Assert.Equal("user:postgres (1 process)", offer.TextContent);
        offer.Click();

        Assert.EndsWith("q=user:postgres", Uri);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-process-id='{id}']")));
    }

    [Fact]
    public void Word_FoundNowhere_HasNoOffer()
    {
        Shell();
        Happen();
        Open("/tree?q=postgres");

        var page = Render<TreeScreen>();

        Assert.Contains("Nothing matches", page.Find("[data-testid=empty]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=word-elsewhere]"));
    }
}
