using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Tasks;

/// <summary>A process found by its user, its directory or an argument: by typing only.</summary>
public sealed class FindByTypingTests(LiveServer live) : IClassFixture<LiveServer>
{
    private const string UserId = "65534";

    [Fact]
    public async Task User_Typed_LeavesTheProcessesOfThatUser()
    {
        await using var other = Child.Start("/bin/sleep", "1000");
        await using var mine = Child.Start("setpriv", "--reuid", UserId, "--clear-groups", "/bin/sleep", "1000");

        await Finds($"user:{await NameOf(UserId)}", mine, other);
    }

    [Fact]
    public async Task Directory_Typed_LeavesTheProcessesInIt()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-cwd-").FullName;
        await using var other = Child.Start("/bin/sleep", "1000");
        await using var mine = Child.Start("/bin/sleep", ["1000"], environment: null, folder);

        await Finds($"cwd:{folder}", mine, other);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task Argument_Typed_LeavesTheProcessesThatHaveIt()
    {
        var argument = $"needle{Guid.NewGuid():N}";
        await using var other = Child.Start("/bin/sh", "-c", "read line", "hay");
        await using var mine = Child.Start("/bin/sh", "-c", "read line", argument);

        await Finds(argument, mine, other);
    }

    private static async Task<string> NameOf(string userId) => (await Child.Run("/usr/bin/id", "-un", userId))[0];

    /// <summary>From the tree: "/" and the text, nothing else.</summary>
    private async Task Finds(string text, Child found, Child hidden)
    {
        await new ProcessScreens(live.Server).InState($"pid:{hidden.Pid}", "running");
        await using var browser = await BrowserSession.Open(live.Server, "/tree?storms=open");
        await Assertions.Expect(browser.Get("tree-row").First).ToBeVisibleAsync();
        await browser.Press("/");

        await browser.Page.Keyboard.TypeAsync(text);

        // The tree draws only the rows in view: with the filter, these are the process and its ancestors.
        await Assertions.Expect(browser.Row(found.Pid)).ToBeVisibleAsync();
        await Assertions.Expect(browser.Row(hidden.Pid)).ToHaveCountAsync(0);
        browser.AssertClean();
    }
}
