using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Shell;

public sealed class KernelFilterTests : Screen
{
    [Fact]
    public void Chip_WithAFilter_NamesItAndExplains()
    {
        var screen = new FilteredScreen();
        var chip = screen.Render<KernelFilterChip>();

        Assert.Contains("kernel filter: under 4312, failures", chip.Find("[data-testid=kernel-filter]").TextContent);
        Assert.Equal("0", chip.Find("[data-testid=kernel-filter]").GetAttribute("tabindex"));
        Assert.Contains("hides", chip.Find("[data-testid=kernel-filter]").ClassList);
        Assert.Contains("Other events happen but are not shown", chip.Find("[role=tooltip]").TextContent);
        Assert.Contains("under 4312, failures", screen.Render<TreeScreen>().Find("[data-testid=empty-filtered]").TextContent);
    }

    [Fact]
    public void Chip_WithoutAFilter_IsNotThere()
    {
        Assert.Empty(Render<KernelFilterChip>().Markup.Trim());
        Assert.Empty(Render<TreeScreen>().FindAll("[data-testid=empty-filtered]"));
    }

    /// <summary>`run` traces what it was asked for, and hides nothing of it; with a further condition something is hidden.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Chip_OfARun_WarnsOnlyOfWhatWasChosenBesides(bool failuresOnly, bool warns)
    {
        var chip = new RunScreen(failuresOnly).Render<KernelFilterChip>();

        Assert.Equal(warns, chip.Find("[data-testid=kernel-filter]").ClassList.Contains("hides"));
        Assert.Equal(warns, chip.Find("[role=tooltip]").TextContent.Contains("as chosen at the start", StringComparison.Ordinal));
    }

    private sealed class FilteredScreen : Screen
    {
        public FilteredScreen() => KernelFilter = new KernelFilter { Under = 4312, FailuresOnly = true };
    }

    /// <summary>The screen's command is pid 200.</summary>
    private sealed class RunScreen : Screen
    {
        public RunScreen(bool failuresOnly)
        {
            OfOneCommand = true;
            KernelFilter = new KernelFilter { Under = 200, FailuresOnly = failuresOnly };
        }
    }
}
