using Bunit;
using Dashboard.Ui.Shared.Shell;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Shell;

/// <summary>The line on the command of `dashboard run`; the screen's command is pid 200.</summary>
public sealed class CommandBannerTests : Screen
{
    [Fact]
    public void Banner_OfACommand_CountsWhileItRunsAndStandsWhenItHasEnded()
    {
        OfOneCommand = true;
        var make = Shell();
        var compiler = Story.Fork(make, 300);
        Story.Exit(compiler, 1);
        Happen();
        var banner = Render<CommandBanner>();
        Assert.Matches(@"^make is running: .+ s, 3 processes, 1 failed$", Words(banner));

        Story.Fork(make, 301);
        Story.Exit(make, 2);
        Happen();
        Tick(2);

        banner.WaitForAssertion(() => Assert.Matches(@"^make ended: exit 2, .+, 4 processes, 2 failed; 2 still running$", Words(banner)));
        Assert.EndsWith("/tree?q=is:failed", banner.FindAll("a")[1].GetAttribute("href"));
    }

    [Fact]
    public void Banner_OfAWholeMachine_IsAbsent()
    {
        Shell();
        Happen();

        Assert.Empty(Render<CommandBanner>().Markup.Trim());
    }

    private static string Words(IRenderedComponent<CommandBanner> banner)
        => string.Join(' ', banner.Find("p").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",").Replace(" ;", ";");
}
