using Bunit;
using Dashboard.Core.Processes;
using Dashboard.Ui.Pages;
using Xunit;

namespace Dashboard.Ui.Tests.Pages;

public sealed class PidsScreenTests : Screen
{
    [Fact]
    public void Pids_NumberOfThreeLives_ShowsThreeLives()
    {
        ThreeLives();
        var page = Render<PidsScreen>();

        page.Find("[data-testid=pid-input]").Input("4312");

        Assert.Equal("4312 was 3 different processes: make, cc1 and id.", page.Find("[data-testid=pid-answer]").TextContent);
        Assert.Equal(3, page.FindAll("[data-testid=lives] [data-testid=life]").Count);
        Assert.Equal(2, page.FindAll("[data-testid=lives] .gap").Count);
        Assert.Equal(["bash", "make", "bash", "cc1", "bash", "id"], page.FindAll(".life-images .img").Select(i => i.TextContent.Trim()));
        Assert.EndsWith("/pids?pid=4312", Uri);
    }

    [Fact]
    public void Pids_Address_OpensTheSameLives()
    {
        ThreeLives();
        Open("/pids?pid=4312");

        Assert.Equal(3, Render<PidsScreen>().FindAll("[data-testid=life]").Count);
    }

    [Fact]
    public void Pids_UnseenNumber_SaysSo()
    {
        ThreeLives();
        Open("/pids?pid=9");

        Assert.Contains("pid 9 was not seen", Render<PidsScreen>().Markup);
    }

    [Fact]
    public void Pids_NoNumberTyped_ListsReusedOnes()
    {
        ThreeLives();

        var row = Assert.Single(Render<PidsScreen>().FindAll("[data-testid=reused] tbody tr"));

        Assert.Contains("4312", row.TextContent);
    }

    [Fact]
    public void Pids_Letters_AreNotANumber()
    {
        var page = Render<PidsScreen>();

        page.Find("[data-testid=pid-input]").Input("make");

        Assert.Contains("A pid is a whole number", page.Markup);
    }

    private void ThreeLives()
    {
        Open("/pids");
        var shell = Shell();
        foreach (var path in new[] { "/usr/bin/make", "/usr/lib/cc1", "/usr/bin/id" })
        {
            var life = Story.Fork(shell, 4312);
            Story.Exec(life, path).Exit(life).Reap(life);
        }

        Happen();
    }
}
