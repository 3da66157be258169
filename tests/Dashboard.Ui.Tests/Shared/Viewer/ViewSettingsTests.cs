using Bunit;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Shared.Text;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Microsoft.JSInterop;
using MudBlazor;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Viewer;

public sealed class ViewSettingsTests : Screen
{
    private static readonly Timestamp Moment = new(Story.EpochUnixNs + 3_723_004_000_000);

    [Fact]
    public async Task SetTime_Utc_StandsInTheAddressAndIsKept()
    {
        await StartAsync("comfortable", "local");
        Assert.Equal(60, Get<ViewSettings>().Times.OffsetMinutes);

        await Get<ViewSettings>().SetTimeAsync("utc");

        Assert.Contains("tz=utc", Uri);
        Assert.Equal(new TimeDisplay(0), Get<ViewSettings>().Times);
        Assert.Equal("utc", Get<Browser>().View.Time);
        Assert.Contains("tz=utc", Get<UrlState>().Href("/events"));
    }

    [Fact]
    public async Task Loaded_KeptTime_GoesIntoAnAddressThatSaysNothing()
    {
        await StartAsync("comfortable", "since");

        Get<ViewSettings>().Loaded();

        Assert.Equal("since", Get<ViewSettings>().Time);
        Assert.Equal("+01:02:03.004", TimeOfDay.Of(Moment, Get<ViewSettings>().Times));
        Assert.StartsWith("−00:00:01", TimeOfDay.Of(new Timestamp(Story.EpochUnixNs - 1_000_000_000), Get<ViewSettings>().Times));
    }

    [Fact]
    public async Task Loaded_LinkThatSaysUtc_WinsOverWhatIsKept()
    {
        Open("/tree?tz=utc");
        await StartAsync("dense", "since");

        Get<ViewSettings>().Loaded();

        Assert.Equal("utc", Get<ViewSettings>().Time);
        Assert.Equal(24, Get<ViewSettings>().RowHeight(30));
    }

    [Fact]
    public async Task Menu_DenseChosen_ChangesTheRows()
    {
        await StartAsync("comfortable", "local");
        var panels = Render<MudPopoverProvider>();
        var menu = Render<SettingsMenu>();
        menu.Find("[data-testid=settings]").Click();

        panels.WaitForElements("input[name=density]")[1].Change(true);

        menu.WaitForAssertion(() => Assert.True(Get<ViewSettings>().Dense));
    }

    /// <summary>The stored settings are read when the page starts, and arrive after a click that was quick.</summary>
    [Fact]
    public async Task Set_BeforeTheStoredSettingsArrive_IsKept()
    {
        var module = JSInterop.SetupModule("./js/shell.js");
        module.Mode = JSRuntimeMode.Loose;
        var stored = module.Setup<StoredPreferences?>("start", _ => true);
        var starting = Get<Browser>().StartAsync(DotNetObjectReference.Create(this));
        await Get<ViewSettings>().SetDensityAsync(true);
        await Get<ViewSettings>().SetTimeAsync("local");

        stored.SetResult(new StoredPreferences(60, "comfortable", "utc", "off", "seen", "3"));
        await starting;
        Get<ViewSettings>().Loaded();

        Assert.Equal(new StoredPreferences(60, "dense", "local", "off", "seen", "3"), Get<Browser>().View);
        Assert.DoesNotContain("tz=", Uri);
    }

    [Theory]
    [InlineData("/tree", "30", null, 30)]
    [InlineData("/tree", "10", "keep=10", 10)]
    [InlineData("/tree", "all", "keep=all", null)]
    [InlineData("/tree?keep=3", "10", "keep=3", 3)]
    public async Task Loaded_KeptTimeOfExitedRows_GoesIntoAnAddressOfTheTreeThatSaysNothing(string address, string kept, string? said, int? seconds)
    {
        Open(address);
        await StartAsync("comfortable", "local", kept);

        Get<ViewSettings>().Loaded();

        Assert.Equal(said ?? "", new System.Uri(Uri).Query.TrimStart('?'));
        Assert.Equal(seconds, Get<TreeViewModel>().Options.LingerSeconds);
    }

    [Fact]
    public async Task Tree_LaterInTheSameBrowser_KeepsExitedRowsAsLongAsChosenBefore()
    {
        await StartAsync("comfortable", "local");
        await Get<ViewSettings>().SetKeepAsync("3");
        Open("/events");
        Assert.DoesNotContain("keep", Uri);

        Open("/tree");
        Render<TreeScreen>();

        Assert.Contains("keep=3", Uri);
        Assert.Equal("3", Get<Browser>().View.Keep);
    }

    private async Task StartAsync(string density, string time, string keep = "30")
    {
        var module = JSInterop.SetupModule("./js/shell.js");
        module.Mode = JSRuntimeMode.Loose;
        module.Setup<StoredPreferences?>("start", _ => true).SetResult(new StoredPreferences(60, density, time, "on", "seen", keep));
        await Get<Browser>().StartAsync(DotNetObjectReference.Create(this));
    }
}
