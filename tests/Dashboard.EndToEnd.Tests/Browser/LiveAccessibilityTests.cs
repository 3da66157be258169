using System.Globalization;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Each page in each theme on the live kernel; DeepLinkTests has the same for recordings.</summary>
public sealed class LiveAccessibilityTests(LiveServer live) : IClassFixture<LiveServer>
{
    /// <summary>URLs, and what is rendered last there. {0} is a running process with failures, {1} its pid.</summary>
    private static readonly (string Address, string Drawn)[] Pages =
    [
        ("/", "[data-testid=program]"),
        ("/programs", "[data-testid=program]"),
        ("/tree?sel={0}", "[data-testid=tree-row]"),
        ("/process/{0}", "[data-testid=failed-exec]"),
        ("/events", "[data-testid=event-row]"),
        ("/errors", "[data-testid=errno]"),
        ("/pids", "[data-testid=lane]"),
        ("/pids?pid={1}", "[data-testid=life]"),
        ("/spawners", "[data-testid=spawner]"),
        ("/timeline", ".chart.lifetimes .barlayer .point path"),
        ("/tracepoints", "[data-testid=tracepoint]"),
        ("/learn", "[data-testid=course]"),
        ("/learn/zombies", "[data-testid=predict-first]"),
        ("/no/such/page", "[data-testid=empty]"),
    ];

    public static MatrixTheoryData<string, ColorScheme> Cases => new(Pages.Select(p => p.Address), [ColorScheme.Light, ColorScheme.Dark]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Page_Live_HasNoSeriousFinding(string address, ColorScheme scheme)
    {
        await using var failing = Child.Start(Repository.Scenario("exec_missing"), "hold");
        var id = ProcessScreens.IdOf(await new ProcessScreens(live.Server).InState($"pid:{failing.Pid} is:failed", "running"));
        await using var browser = await BrowserSession.Open(live.Server, string.Format(CultureInfo.InvariantCulture, address, id, failing.Pid), scheme: scheme);
        await Assertions.Expect(browser.Page.Locator(Pages.First(p => p.Address == address).Drawn).First).ToBeAttachedAsync();
        await browser.AssertAccessible();
    }
}
