using Bunit;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Shell;

public sealed class PaletteTests : Screen
{
    [Fact]
    public async Task Palette_PidThatWasTwoProcesses_OffersBothLives()
    {
        var shell = Shell();
        var first = Story.Fork(shell, 4_312);
        Story.Exit(first).Reap(first);
        var second = Story.Fork(shell, 4_312);
        Happen();
        var palette = await OpenAsync();

        palette.Find("input").Input("4312");

        Assert.Equal(["4312 bashlife 2 of this PIDprocess", "4312 bashexited at 14:13:21process"], Options(palette).Take(2));
        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.EndsWith($"/process/{second}", Uri);
        Assert.Empty(palette.FindAll("[role=dialog]"));
    }

    [Fact]
    public async Task Palette_Id_LeadsToThatLife()
    {
        var child = Story.Fork(Shell(), 4_312);
        Happen();
        var palette = await OpenAsync();

        palette.Find("input").Input(child.ToString());

        Assert.StartsWith("4312 bash", Options(palette)[0]);
    }

    [Fact]
    public async Task Palette_NameOfAnExitedProcess_FindsItTheNewestFirst()
    {
        var shell = Shell();
        for (var pid = 300; pid < 310; pid++)
        {
            var make = Story.Fork(shell, pid);
            Story.Exec(make, "/usr/bin/make").Exit(make).Reap(make);
        }

        Happen();
        var palette = await OpenAsync();

        palette.Find("input").Input("MAK");

        Assert.Equal(["309 make", "308 make", "307 make", "306 make", "305 make", "304 make"],
            palette.FindAll("[role=option] .option-name").Take(6).Select(o => o.TextContent));
        Assert.StartsWith("309 makeexited at 14:13:2", Options(palette)[0]);
    }

    [Theory]
    [InlineData("4312 -2m")]
    [InlineData("pid 4312 2 minutes ago")]
    public async Task Palette_PidAndTime_LeadsToTheAnswer(string typed)
    {
        Story.NowNs = 300_000_000_000;
        Story.Fork(Shell(), 4_312);
        Happen();
        var palette = await OpenAsync();

        palette.Find("input").Input(typed);
        Assert.StartsWith("Who had PID 4312 at 14:16:20?", Options(palette)[0]);
        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.Matches(@"/pids\?pid=4312&at=2026-09-21T14:16:20", Uri);
    }

    [Fact]
    public async Task Palette_PresetByItsName_Filters()
    {
        Happen();
        var palette = await OpenAsync();

        palette.Find("input").Input("recycled");
        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.Equal("is:recycled", Get<FilterState>().Applied.Text);
    }

    [Fact]
    public async Task Palette_DownAndEnter_RunsTheSecond()
    {
        Happen();
        var palette = await OpenAsync();

        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal("palette-1", palette.Find("input").GetAttribute("aria-activedescendant"));
        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith("/tree", Uri);
    }

    [Fact]
    public async Task Palette_WhileOpen_KeepsTheKeysFromThePage()
    {
        Happen();
        var handled = false;
        using var page = Get<KeyCommands>().Subscribe(_ => Task.FromResult(handled = true));
        var palette = await OpenAsync();
        handled = false;

        await Get<KeyCommands>().PressAsync("down");
        Assert.False(handled);
        await Get<KeyCommands>().PressAsync("escape");
        Assert.Empty(palette.FindAll("[role=dialog]"));
    }

    private static List<string> Options(IRenderedComponent<Palette> palette)
        => [.. palette.FindAll("[role=option]").Select(o => string.Concat(o.TextContent.Split('\n', StringSplitOptions.TrimEntries)))];

    private async Task<IRenderedComponent<Palette>> OpenAsync()
    {
        var palette = Render<Palette>();
        await Get<KeyCommands>().PressAsync("palette");
        return palette;
    }
}
