using Bunit;
using Dashboard.Core.Events;
using Dashboard.Tests.Shared;
using Dashboard.Ui.Layout;
using Dashboard.Ui.State;
using Dashboard.Ui.Text;
using Microsoft.JSInterop;
using Xunit;

namespace Dashboard.Ui.Tests.State;

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
        Open("/?tz=utc");
        await StartAsync("dense", "since");

        Get<ViewSettings>().Loaded();

        Assert.Equal("utc", Get<ViewSettings>().Time);
        Assert.Equal(24, Get<ViewSettings>().RowHeight(30));
    }

    [Fact]
    public async Task Menu_DenseChosen_ChangesTheRows()
    {
        await StartAsync("comfortable", "local");
        var menu = Render<SettingsMenu>();
        menu.Find("[data-testid=settings]").Click();

        menu.FindAll("input[name=density]")[1].Change(true);

        menu.WaitForAssertion(() => Assert.True(Get<ViewSettings>().Dense));
    }

    private async Task StartAsync(string density, string time)
    {
        var module = JSInterop.SetupModule("./js/shell.js");
        module.Mode = JSRuntimeMode.Loose;
        module.Setup<StoredView?>("start", _ => true).SetResult(new StoredView(60, density, time, "on", "seen"));
        await Get<Browser>().StartAsync(DotNetObjectReference.Create(this));
    }
}
