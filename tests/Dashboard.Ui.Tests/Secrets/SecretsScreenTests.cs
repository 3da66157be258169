using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Querying;
using Dashboard.Ui.Secrets;
using Dashboard.Ui.Shared.Url;
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
        Assert.Equal("is:redacted -ret:<0 args~\"‹redacted:token›\" comm:app pcomm:bash", QueryOf(row));
        Assert.Contains("2 execs with a secret in the arguments, since capture began.", page.Find("[data-testid=secrets-head]").TextContent);
        Assert.Contains("‹redacted:RULE›", page.Find("[data-testid=secrets-what]").TextContent);
    }

    /// <summary>Two rules of one program, a failed exec and another starter: each link finds what its row counts, no more.</summary>
    [Fact]
    public void Secrets_Link_FindsExactlyTheCountedOnes()
    {
        var (bash, make) = (Story.Snapshot(10, "bash"), Story.Snapshot(11, "make"));
        foreach (var (parent, pid, rule) in new[] { (bash, 301, "url-password"), (bash, 302, "url-password"), (bash, 303, "curl-user"), (make, 304, "url-password") })
        {
            var curl = Story.Fork(parent, pid);
            string[] args = ["curl", $"x‹redacted:{rule}›y", "é"];
            Story.Exec(curl, "/usr/bin/curl").Add(curl, new ExecExitEvent { Path = "/usr/bin/curl", Args = args, Redacted = [rule] })
                .Add(curl, new ExecExitEvent { Path = "/no/curl", Args = args, Redacted = [rule], Ret = -2 });
        }

        Happen();
        var page = Render<SecretsScreen>();

        var rows = page.FindAll("[data-testid=secret]");
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.QuerySelectorAll("td")[2].TextContent, Found(QueryOf(row)).ToString()));
        Assert.Equal(4, Found("is:redacted -ret:<0"));
    }

    [Fact]
    public void Secrets_Range_SaysThatItDoesNotApply()
    {
        var app = Story.Fork(Story.Snapshot(10, "bash"), 300);
        Story.Exec(app, "/opt/app").Add(app, new ExecExitEvent { Path = "/opt/app", Args = ["app", "‹redacted:token›"], Redacted = ["token"] });
        Happen();
        Open("/secrets?last=5m");
        var page = Render<SecretsScreen>();

        Assert.Contains("The range does not apply here.", page.Find("[data-testid=secrets-head]").TextContent);
        Assert.Contains("last=all", page.Find("[data-testid=secrets-head] a").GetAttribute("href"));
    }

    [Fact]
    public void Secrets_None_SaysThatNoneWasFound()
    {
        var page = Render<SecretsScreen>();

        Assert.Contains("No secret found", page.Find("[data-testid=empty]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=secrets]"));
    }

    private static string QueryOf(AngleSharp.Dom.IElement row)
        => UrlQuery.Read(row.QuerySelector("[data-testid=secret-events]")!.GetAttribute("href")!)["q"];

    private int Found(string query)
    {
        Assert.True(Filter.TryParse(query, out var filter, out _));
        return Capture.Store.Read(view =>
        {
            var matcher = new EventMatcher(filter, view);
            return view.Events.Forwards().Copy().Count(matcher.Matches);
        });
    }
}
