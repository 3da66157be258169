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

        Assert.Equal(["4312 bashlife 2 of this numberprocess", "4312 bashprocess"], Options(palette).Take(2));
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
