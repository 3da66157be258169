using Bunit;
using Dashboard.Core.Events;
using Dashboard.Ui.Secrets;
using Xunit;

namespace Dashboard.Ui.Tests.Secrets;

public sealed class SecretsScreenTests : Screen
{
    [Fact]
    public void Secrets_Execs_AreRowsThatLeadToTheirEvents()
    {
        var shell = Story.Snapshot(10, "bash");
        for (var i = 0; i < 2; i++)
        {
            var app = Story.Fork(shell, 300 + i);
            Story.Exec(app, "/opt/app").Add(app, new ExecExitEvent { Path = "/opt/app", Args = ["app", "‹redacted:token›"], Redacted = ["token"] });
        }

        Happen();
        var page = Render<SecretsScreen>();

        var row = Assert.Single(page.FindAll("[data-testid=secret]"));
        Assert.Equal(["app", "token", "2", "bash"], row.QuerySelectorAll("td").Take(4).Select(cell => cell.TextContent.Trim()));
        Assert.EndsWith("/events?q=is:redacted+comm:app", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("2 execs with a secret in the arguments, since capture began.", page.Find("[data-testid=secrets-head]").TextContent);
        Assert.Contains("‹redacted:RULE›", page.Find("[data-testid=secrets-what]").TextContent);
    }

    [Fact]
    public void Secrets_None_SaysThatNoneWasFound()
    {
        var page = Render<SecretsScreen>();

        Assert.Contains("No secret found", page.Find("[data-testid=empty]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=secrets]"));
    }
}
