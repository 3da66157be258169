using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Cause of the exit, the zombie and its reaper, and resource usage on the process page and in the details pane.</summary>
public sealed class ProcessEndTests(LiveServer live) : IClassFixture<LiveServer>
{
    private readonly ProcessScreens _screens = new(live.Server);

    [Fact]
    public async Task Screen_Zombie_SaysWhoHasNotWaitedAndThenWhoDid()
    {
        await using var program = Child.Start(Repository.Scenario("zombie"), "hold");
        var zombie = await _screens.InState($"ppid:{program.Pid}", "zombie");
        await using var watching = await BrowserSession.Open(live.Server, $"/process/{ProcessScreens.IdOf(zombie)}");
        var parent = $"zombie ({program.Pid})";

        await _screens.Show(zombie, async details =>
        {
            await Assertions.Expect(details.All.Locator(".pill")).ToHaveTextAsync("zombie");
            await Assertions.Expect(details.End).ToHaveTextAsync("Exited 9.");
            await Assertions.Expect(details.Reap).ToHaveTextAsync($"Still a zombie: its parent {parent} has not waited for it.");
            await Details.Links(details.Reap, parent, $"{program.Pid}-");
        });

        program.Input.Close();
        await program.Ended();
        // Without a reload, in the browser that was open all the time.
        await Assertions.Expect(watching.Get("reap-sentence")).ToHaveTextAsync(
            new Regex($@"^A zombie for .+s, then reaped by its parent zombie \({program.Pid}\)\.$"));
        await Assertions.Expect(watching.Get("track")).ToContainTextAsync("reaped");
        await Assertions.Expect(watching.Page.Locator(".pill")).ToHaveTextAsync("exited");
        watching.AssertClean();
    }

    [Fact]
    public async Task Screen_SigchldIgnored_SaysThatNoWaitWasSeen()
    {
        await using var program = await Run("ignore_sigchld");

        await _screens.Show(await _screens.Reaped($"ppid:{program.Pid} exit:6"), async details =>
            await Assertions.Expect(details.Reap).ToHaveTextAsync(
                new Regex("^Released by the kernel after .+s; reaper not observed\\.$")));
    }

    [Fact]
    public async Task Screen_Killed_TellsTheSignalAndWhoSentIt()
    {
        await using var program = await Run("killed");

        await _screens.Show(await _screens.Reaped($"ppid:{program.Pid}"), async details =>
        {
            await Assertions.Expect(details.End).ToHaveTextAsync($"Killed by SIGKILL from pid {program.Pid} killed.");
            await Details.Links(details.End, $"pid {program.Pid} killed", $"{program.Pid}-");
            await Assertions.Expect(details.Track).ToContainTextAsync("SIGKILL");
        });
    }

    [Fact]
    public async Task Screen_OutOfMemory_IsNamed()
    {
        await using var program = await Run("oom");
        Kernel.Require(!program.Output.Any(l => l.StartsWith("no memory cgroup")), "This machine does not allow a memory cgroup.");

        await _screens.Show(await _screens.Reaped($"ppid:{program.Pid}"), async details =>
        {
            await Assertions.Expect(details.End).ToHaveTextAsync("Killed by the kernel's out-of-memory killer.");
            await Assertions.Expect(details.Track).ToContainTextAsync("OOM-killed");
        });
    }

    [Fact]
    public async Task Screen_ExitAfterAFailedExec_SaysWhatFailed()
    {
        await using var program = await Run("exec_missing");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            await Assertions.Expect(details.End).ToHaveTextAsync("Exited 7 after 1 failed exec: ENOENT /no/such/program.");
            await Assertions.Expect(details.FailedExecs).ToHaveCountAsync(1);
            await Assertions.Expect(details.FailedExecs).ToContainTextAsync(new Regex("execve returned −2 after .+s; the process kept running exec_missing"));
        });
    }

    [Fact]
    public async Task Screen_Usage_IsThatOfTheWholeLife()
    {
        await using var program = await Run("spin", "300");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            // It spins until it has used 300 ms of CPU, in user or kernel mode.
            var cpu = Regex.Match(await details.Fact("CPU").InnerTextAsync(), @"^([\d.]+) (ns|µs|ms|s) user, ([\d.]+) (ns|µs|ms|s) system$");
            Assert.InRange(Milliseconds(cpu.Groups[1], cpu.Groups[2]) + Milliseconds(cpu.Groups[3], cpu.Groups[4]), 290, 600);
            await details.HasFact("Max memory", new Regex("[KM]iB$"));
            await details.HasFact("Page faults", new Regex(@"^[\d,]+ minor, [\d,]+ major$"));
            await details.HasFact("Context switches", new Regex(@"^[\d,]+ voluntary, [\d,]+ involuntary$"));
            await details.HasFact("Lived", new Regex("^[^0].* m?s$"));
        });
    }

    [Fact]
    public async Task Screen_FailedForks_AreCountedByErrno()
    {
        await using var program = await Run("fork_fails");

        await _screens.Show(await _screens.Reaped($"pid:{program.Pid}"), async details =>
        {
            await Assertions.Expect(details.Fact("Failed forks")).ToContainTextAsync("EINVAL × 2");
            await Assertions.Expect(details.Fact("Failed forks")).ToContainTextAsync(new Regex("EAGAIN × [24]"));
            await Assertions.Expect(details.Fact("Failed forks")).ToContainTextAsync("EPERM × ");
        });
    }

    [Fact]
    public async Task Screen_Threads_AreCounted()
    {
        await using var program = Child.Start(Repository.Scenario("threads"), "20", "hold");

        await _screens.Show(await _screens.InState($"pid:{program.Pid} threads:21", "running"), details => details.HasFact("Threads", "21"));
    }

    [Fact]
    public async Task Screen_ProcessThatBecomesAnotherUserWithoutAnExec_IsThatUsers()
    {
        await using var program = await Run("changes", "daemon");
        var worker = await _screens.Reaped($"ppid:{program.Pid} uid:33 gid:33");

        await _screens.Show(worker, async details =>
        {
            await details.HasFact("User", new Regex(@"33\)?$"));
            await details.HasFact("Group", "33");
            await details.HasFact("Session", $"{ProcessScreens.PidOf(worker)}");
        });
    }

    [Fact]
    public async Task Screen_SessionAndTerminal_AreThoseOfTheProgram()
    {
        await using var program = await Run("session");
        var login = await _screens.Reaped($"ppid:{program.Pid}");

        await _screens.Show(login, async details =>
        {
            await details.HasFact("Session", $"{ProcessScreens.PidOf(login)}");
            await details.HasFact("Process group", $"{ProcessScreens.PidOf(login)}");
            await details.HasFact("Terminal", new Regex("pts"));
            await details.HasFact("Directory", "/");
            await details.HasFact("User", new Regex(@"\(0\)$"));
            await details.HasFact("Cgroup", new Regex("^/"));
        });
    }

    private static double Milliseconds(Group number, Group unit)
        => double.Parse(number.Value, CultureInfo.InvariantCulture) * unit.Value switch { "ns" => 1e-6, "µs" => 1e-3, "ms" => 1, _ => 1e3 };

    private static async Task<Child> Run(string scenario, params string[] arguments)
    {
        var program = Child.Start(Repository.Scenario(scenario), arguments);
        await program.Ended();
        return program;
    }
}
