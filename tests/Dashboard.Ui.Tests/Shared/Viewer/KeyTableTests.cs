using System.Text.RegularExpressions;
using Bunit;
using Dashboard.Core.Tests.House;
using Dashboard.Ui.Events;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Timeline;
using Dashboard.Ui.Tree;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Viewer;

public sealed class KeyTableTests : Screen
{
    [Fact]
    public void Readme_ListsEachKey_AsTheTableHasIt()
    {
        var readme = Words(Checkout.Read("README.md"));

        foreach (var page in KeyTable.Lines.GroupBy(l => l.Page))
        {
            var name = PageNav.Links.FirstOrDefault(link => link.Path == page.Key).Name ?? "On all pages";
            Assert.Contains($"- {name}: {string.Join("; ", page.Select(l => $"`{string.Join(' ', l.Caps)}` {l.What}"))}.", readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Help_ListsEachKey()
    {
        var help = Render<MudDialogProvider>();
        await help.InvokeAsync(() => Get<IDialogService>().ShowAsync<HelpDialog>("Keys"));

        Assert.Equal(KeyTable.Lines.SelectMany(l => l.Caps), help.FindAll("kbd").Select(k => k.TextContent));
        Assert.Contains("Events: next failure (older) and previous", help.Find(".keys").TextContent, StringComparison.Ordinal);
        Assert.Contains("Pause and resume", help.Find(".keys").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyTable.Tree)]
    [InlineData(KeyTable.Events)]
    [InlineData(KeyTable.Timeline)]
    public async Task Page_HasItsKeys_AndUsesEachCommand(string path)
    {
        Story.FailExec(Story.Fork(Shell(), 300), "/nope");
        Happen();
        Open(path);
        IRenderedComponent<IComponent> page = path switch
        {
            KeyTable.Tree => Render<TreeScreen>(),
            KeyTable.Events => Render<EventsScreen>(),
            _ => Render<TimelineScreen>(),
        };

        Assert.Equal(KeyTable.Of(path), page.Find("[data-keys]").GetAttribute("data-keys"));
        foreach (var (_, command) in KeyTable.Lines.Where(l => l.Page == path).SelectMany(l => l.Bindings).Where(b => b.Command.Length > 0))
        {
            Assert.True(await Get<KeyCommands>().PressAsync(command), command);
        }
    }

    [Fact]
    public void Chords_LeadToEachPage()
        => Assert.Equal(
            PageNav.Links.Select(l => l.Path).Order(),
            KeyTable.Lines.SelectMany(l => l.Bindings).Select(b => KeyTable.PathOf(b.Command)).OfType<string>().Order());

    [Theory]
    [InlineData("go:/logout")]
    [InlineData("go:")]
    [InlineData("down")]
    public void PathOf_OtherCommand_IsNone(string command) => Assert.Null(KeyTable.PathOf(command));

    [Theory]
    [InlineData("follow", "f")]
    [InlineData("failure-newer", "Shift+E")]
    public void Key_IsNamedAsItIsPressed(string command, string key) => Assert.Equal(key, KeyTable.Key(command));

    private static string Words(string text) => Regex.Replace(text, @"\s+", " ");
}
