using Bunit;
using Dashboard.Core.Feeds;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.JSInterop;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Shell;

public sealed class NewCaptureNoteTests : Screen
{
    [Fact]
    public async Task Note_AfterARestart_SaysWhenTheCaptureBegan_UntilItIsClosed()
    {
        var note = Render<NewCaptureNote>();
        Assert.Empty(note.FindAll("[data-testid=new-capture]"));

        await StartAsync(isNew: true);

        Assert.Contains("it began at 14:13:20, 1 s ago.", note.WaitForElement("[data-testid=new-capture]").TextContent);
        note.Find("button").Click();
        await Get<ViewSettings>().SetDensityAsync(true);
        Assert.Empty(note.FindAll("[data-testid=new-capture]"));
    }

    [Fact]
    public async Task Note_OfACaptureThatTheBrowserKnows_SaysNothing()
    {
        var note = Render<NewCaptureNote>();

        await StartAsync(isNew: false);

        Assert.Empty(note.FindAll("[data-testid=new-capture]"));
    }

    [Fact]
    public void IdOf_WhatHasNoRestart_IsNone()
    {
        Assert.NotEqual("", NewCaptureNote.IdOf(Capture));
        Assert.Equal("", NewCaptureNote.IdOf(Capture with { Command = new OneCommand("make", 1) }));
    }

    private async Task StartAsync(bool isNew)
    {
        var module = JSInterop.SetupModule("./js/shell.js");
        module.Mode = JSRuntimeMode.Loose;
        module.Setup<StoredPreferences?>("start", _ => true).SetResult(new StoredPreferences(0, "comfortable", "local", "on", "show", "30", "", isNew));
        await Get<Browser>().StartAsync(DotNetObjectReference.Create(this), NewCaptureNote.IdOf(Capture));
        Get<ViewSettings>().Loaded();
    }
}
