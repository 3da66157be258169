using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>The images of a process in order, on the process page and in the details pane.</summary>
[Collection(SharedClipboard.Name)]
public sealed class ProcessImagesTests(LiveServer live) : IClassFixture<LiveServer>
{
    private readonly ProcessScreens _screens = new(live.Server);

    [Fact]
    public async Task Screen_ExecTest_ShowsEachImageWithPathArgumentsResultAndTime()
    {
        await using var program = await Run("exec_test");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            await Assertions.Expect(details.Track.Locator(".s-exec .station-name")).ToHaveTextAsync(["exec_test", "id"]);
            var last = details.Track.Locator(".s-exec").Last;
            await Assertions.Expect(last.Locator(".path")).ToHaveTextAsync("/bin/id");
            await Assertions.Expect(last.Locator(".arg")).ToHaveTextAsync(["/bin/id"]);
            await Assertions.Expect(last).ToContainTextAsync(new Regex("execve took .+s, returned 0; ran .+s"));
            await Assertions.Expect(last.Locator(".station-time")).ToHaveTextAsync(new Regex(@"^\+.+s$"));
        });
    }

    [Fact]
    public async Task Screen_Script_ShowsItsInterpreter()
    {
        var folder = Directory.CreateTempSubdirectory("lifecycle-script");
        try
        {
            var script = Path.Combine(folder.FullName, "run-me");
            await using var program = await Run("script", script);

            await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
            {
                var image = details.Track.Locator(".s-exec").Last;
                await Assertions.Expect(image.Locator(".path")).ToHaveTextAsync(script);
                await Assertions.Expect(image).ToContainTextAsync(new Regex("script, run by /(usr/)?bin/(ba|da)?sh"));
                await Assertions.Expect(details.End).ToHaveTextAsync("Exited 4.");
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Screen_ProgramInMemory_NamesTheFileBesideThePathThatWasCalled()
    {
        await using var program = await Run("memfd_exec");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid} exe:/memfd*"), async details =>
        {
            var image = details.Track.Locator(".s-exec").Last;
            await Assertions.Expect(image.Locator(".path")).ToHaveTextAsync(new Regex("^/dev/fd/"));
            await Assertions.Expect(image.GetByTestId("exe")).ToHaveTextAsync("the file is /memfd:program (deleted)");
        });
    }

    [Fact]
    public async Task Screen_PathLookup_IsFoldedAndOpens()
    {
        await using var program = await Run("path_lookup");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            await Assertions.Expect(details.FailedExecs).ToHaveCountAsync(0);
            var lookups = details.Track.Locator("details.lookups");
            await Assertions.Expect(lookups.Locator("li").First).ToBeHiddenAsync();
            await lookups.GetByText("3 PATH lookups before it was found").ClickAsync();
            await Assertions.Expect(lookups.Locator("li .path")).ToHaveTextAsync(["/no/a/true", "/no/b/true", "/no/c/true"]);
            await Assertions.Expect(lookups.Locator("li").First).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task Screen_ArgumentsOfTheNextImage_AreComparedWithThoseBefore()
    {
        await using var program = Child.Start("/usr/bin/env", "sleep", "0.1");
        await program.Ended();

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            var image = details.Track.Locator(".s-exec").Last;
            await Assertions.Expect(image.Locator("del.arg")).ToHaveTextAsync(["/usr/bin/env"]);
            await Assertions.Expect(image.Locator("code.arg")).ToHaveTextAsync(["sleep", "0.1"]);
        });
    }

    [Fact]
    public async Task Screen_Rename_TellsBothNames()
    {
        await using var program = await Run("rename");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), details => details.HasFact("Renamed", "from rename to new-name"));
    }

    [Fact]
    public async Task Screen_HostileArguments_AreTextAndNothingElse()
    {
        await using var program = await Run("hostile");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            await Assertions.Expect(details.Track.Locator(".s-exec").Last.Locator(".arg")).ToHaveTextAsync(
                [@"a\nb", @"\xff\xfebytes", "<script>alert(1)</script>", @"\x1b[31mred", "", "last"]);
            await Assertions.Expect(details.All.Locator("script")).ToHaveCountAsync(0);
        });
    }

    [Theory]
    [InlineData("As a shell command", "^/bin/id$")]
    [InlineData("As a link", "^http://.*/process/{0}$")]
    [InlineData("As JSON", "\"id\": \"{0}\"")]
    public async Task Screen_Copy_GivesWhatItSays(string choice, string expected)
    {
        await using var program = await Run("exec_test");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            var page = details.All.Page;
            await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
            await details.All.GetByTestId("copy").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = choice }).ClickAsync();
            await Assertions.Expect(details.All.GetByTestId("copy")).ToContainTextAsync("Copied");
            var id = await details.All.GetAttributeAsync("data-process-id");
            Assert.Matches(expected.Replace("{0}", id), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        });
    }

    private static async Task<Child> Run(string scenario, params string[] arguments)
    {
        var program = Child.Start(Repository.Scenario(scenario), arguments);
        await program.Ended();
        return program;
    }
}
