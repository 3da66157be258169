using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Birth, parent and new parent on the process page and in the details pane.</summary>
public sealed class ProcessBirthTests(LiveServer live) : IClassFixture<LiveServer>
{
    private readonly ProcessScreens _screens = new(live.Server);

    [Fact]
    public async Task Screen_CloneParent_TellsCreatorAndParentApart()
    {
        await using var program = await Run("clone_parent");
        var creator = await _screens.Reaped($"ppid:{program.Pid} exit:10");
        var sibling = await _screens.Reaped($"ppid:{program.Pid} exit:11");
        var creatorName = $"clone_parent ({ProcessScreens.PidOf(creator)})";

        await _screens.Show(sibling, async details =>
        {
            await Assertions.Expect(details.Birth).ToHaveTextAsync(
                $"Forked by {creatorName} (clone), as a child of clone_parent ({program.Pid}) (CLONE_PARENT).");
            await Details.Links(details.Birth, creatorName, ProcessScreens.IdOf(creator));
            await details.HasFact("Forked with", "clone");
            await details.HasFact("Clone flags", "CLONE_PARENT");
            await details.HasFact("Forked by", creatorName);
            await details.HasFact("Original parent", $"clone_parent ({program.Pid})");
            await details.HasFact("Last parent", $"clone_parent ({program.Pid})");
            await Assertions.Expect(details.Adoption).ToHaveCountAsync(0);
        });
    }

    [Theory]
    [InlineData("vfork_exec", "vfork", "CLONE_VFORK")]
    [InlineData("spawn", "posix_spawn", "CLONE_VFORK")]
    public async Task Screen_Birth_NamesTheCallAndItsFlags(string scenario, string how, string flag)
    {
        await using var program = await Run(scenario);
        var child = await _screens.Reaped($"ppid:{program.Pid}");

        await _screens.Show(child, async details =>
        {
            await Assertions.Expect(details.Birth).ToHaveTextAsync($"Forked by {scenario} ({program.Pid}) ({how}).");
            await details.HasFact("Forked with", how);
            await details.HasFact("Clone flags", new Regex(flag));
        });
    }

    [Fact]
    public async Task Screen_OrphanBelowASubreaper_TellsWhoAdoptedItAndWhoseItWas()
    {
        await using var program = await Run("orphan");
        var middle = await _screens.Reaped($"ppid:{program.Pid} exit:0");
        var orphan = await _screens.Reaped($"ppid:{ProcessScreens.PidOf(middle)} exit:8");
        var (middleName, orphanName) = ($"orphan ({ProcessScreens.PidOf(middle)})", $"orphan ({ProcessScreens.PidOf(orphan)})");
        var adopter = $"orphan ({program.Pid})";

        await _screens.Show(orphan, async details =>
        {
            await Assertions.Expect(details.Adoption).ToHaveTextAsync(new Regex(
                $"^Orphaned .+ after its fork, when its parent {Regex.Escape(middleName)} exited; re-parented to {Regex.Escape(adopter)}, the nearest subreaper\\.$"));
            await Details.Links(details.Adoption, middleName, ProcessScreens.IdOf(middle));
            await Details.Links(details.Adoption, adopter, $"{program.Pid}-");
            await details.HasFact("Original parent", middleName);
            await details.HasFact("Last parent", adopter);
            await Assertions.Expect(details.Reap).ToContainTextAsync($"then reaped by its new parent {adopter}.");
        });
        await _screens.Show(middle, async details =>
        {
            await Assertions.Expect(details.LeftChildren).ToHaveTextAsync($"Its child {orphanName} was re-parented to {adopter}.");
            await Details.Links(details.LeftChildren, orphanName, ProcessScreens.IdOf(orphan));
        });
    }

    [Fact]
    public async Task Screen_DoubleFork_TellsTheAdopterThatTheKernelNamed()
    {
        await using var program = await Run("double_fork");
        // It waited until getppid() returned the adopter: "MIDDLE ADOPTER".
        var pids = (await Eventually.Get(() => Task.FromResult(program.Output.FirstOrDefault()), "both pids")).Split(' ');
        var orphan = await _screens.Reaped($"ppid:{pids[0]} exit:5");

        await _screens.Show(orphan, async details =>
        {
            await Assertions.Expect(details.Adoption).ToHaveTextAsync(new Regex(
                $@"^Orphaned .+ when its parent double_fork \({pids[0]}\) exited; re-parented to \S+ \({pids[1]}\), the (init process|nearest subreaper)\.$"));
        });
    }

    [Fact]
    public async Task Screen_OrphanInAPidNamespace_TellsItsInitAndItsNumberInside()
    {
        await using var program = await Run("namespace_orphan");
        var init = await _screens.Reaped($"ppid:{program.Pid}");
        var middle = await _screens.Reaped($"ppid:{ProcessScreens.PidOf(init)} exit:0");
        var orphan = await _screens.Reaped($"ppid:{ProcessScreens.PidOf(middle)} exit:6");

        await _screens.Show(orphan, async details =>
        {
            // The kernel keeps 15 bytes of a name.
            await Assertions.Expect(details.Adoption).ToContainTextAsync(
                $"re-parented to namespace_orpha ({ProcessScreens.PidOf(init)}), the init process of its PID namespace.");
            await details.HasFact("PID in namespace", "3");
        });
        await _screens.Show(init, details => details.HasFact("PID in namespace", "1"));
    }

    [Fact]
    public async Task Screen_ProcessOfBeforeCapture_SaysSo()
    {
        await using var program = Child.Start(Repository.Scenario("wait_for_input"));
        await Eventually.Get(() => Task.FromResult(program.Output.FirstOrDefault()), "its word that it is ready");
        await using var server = await DashboardServer.Start();
        var screens = new ProcessScreens(server);

        await screens.Show(await screens.InState($"pid:{program.Pid}", "running"), async details =>
        {
            await Assertions.Expect(details.Birth).ToHaveTextAsync(new Regex(
                $@"^Already running when capture began, fork not observed; found as a child of .+ \({Environment.ProcessId}\)\.$"));
            await Assertions.Expect(details.Track).ToContainTextAsync("already running");
            await Assertions.Expect(details.Fact("Forked with")).ToHaveCountAsync(0);
        });
    }

    [Fact]
    public async Task Screen_UnknownIdOfAPid_TellsItsLivesWithLinks()
    {
        var pid = (await Child.Run(Repository.Scenario("pid_reuse"), "3"))[0];
        await _screens.Reaped($"pid:{pid}");
        await using var browser = await BrowserSession.Open(live.Server, $"/process/{pid}-7");
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync(new Regex($@"Not in this capture.*PID {pid} was used by ([3-9]|\d\d+) processes"));
        await browser.Get("other-lives").GetByRole(AriaRole.Link).Last.ClickAsync();
        await Assertions.Expect(browser.Get("birth-sentence")).ToContainTextAsync("by pid_reuse");
        await browser.AssertAccessible();
        browser.AssertClean();
    }

    private static async Task<Child> Run(string scenario)
    {
        var program = Child.Start(Repository.Scenario(scenario));
        await program.Ended();
        return program;
    }
}
