using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Grid;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Grid;

public sealed class NothingHereTests : Screen
{
    [Fact]
    public void Word_OfAUser_IsOfferedAsItsField()
    {
        var id = new ProcessId(300, Story.NowNs);
        Story.Add(id, new ForkEvent { Context = new ProcessContext { User = "postgres" } });
        Happen();
        Open("/tree?q=postgres");
        var page = Render<TreeScreen>();

        var offer = page.Find("[data-testid=other-filters] a");
        Assert.Equal("user:postgres (1 process)", offer.TextContent);
        Assert.EndsWith("/tree?q=user:postgres", offer.GetAttribute("href"));
        Open("/tree?q=user:postgres");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-process-id='{id}']")));
    }

    /// <summary>An argument is compared whole: each page offers the search in it.</summary>
    [Fact]
    public void PartOfAnArgument_IsOfferedOnEachPage()
    {
        Story.Exec(Story.Fork(Shell(), 300), "/opt/tool", "tool", "--x=zebra");
        Happen();
        Open("/tree?q=args:zebra");

        AssertOffers(Render<TreeScreen>());
        AssertOffers(Render<Ui.Events.EventsScreen>());
        AssertOffers(Render<Ui.Errors.ErrorsScreen>());
        AssertOffers(Render<Ui.Programs.ProgramsScreen>());
        AssertOffers(Render<Ui.Pids.PidsScreen>());
        AssertOffers(Render<Ui.Timeline.TimelineScreen>());

        static void AssertOffers(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> page)
            => page.WaitForAssertion(() => Assert.Equal("args:*zebra* (1 process)", page.Find("[data-testid=other-filters] a").TextContent));
    }

    [Fact]
    public void Events_NothingFound_SaysHowFarBackTheyReach()
    {
        Shell();
        Story.NowNs += 250_000_000_000;
        Happen();
        Open("/events?q=comm:none");

        var page = Render<Ui.Events.EventsScreen>();

        page.WaitForAssertion(() => Assert.Contains("Events of the last 4 m ", page.Find("[data-testid=empty]").TextContent));
    }

    /// <summary>A recording that is still being read may have what is not there yet.</summary>
    [Fact]
    public void Nothing_WhileARecordingIsRead_IsNotSaidOfTheRecording()
    {
        var screen = new RecordingScreen { Status = status => status with { Progress = 0.2 } };
        var page = screen.Render<NothingHere>(p => p.Add(n => n.What, "processes"));
        Assert.Contains("Reading the recording…", page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal);

        screen.Status = status => status with { Progress = 1, Ended = true };
        screen.Second();

        page.WaitForAssertion(() => Assert.DoesNotContain("Reading", page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal));
    }

    private sealed class RecordingScreen : Screen
    {
        public RecordingScreen() => Notice = new("Tracing needs CAP_BPF.", "Run it as root.");

        public Func<Core.Feeds.FeedStatus, Core.Feeds.FeedStatus> Status
        {
            get => Source;
            set => Source = value;
        }

        public void Second() => Tick();
    }

    [Fact]
    public void Word_FoundNowhere_HasNoOffer()
    {
        Shell();
        Happen();
        Open("/tree?q=postgres");

        var page = Render<TreeScreen>();

        Assert.Contains("Nothing matches", page.Find("[data-testid=empty]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=other-filters]"));
    }
}
