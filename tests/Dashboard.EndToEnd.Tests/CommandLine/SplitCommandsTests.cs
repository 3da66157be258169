using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>The other commands of root in two processes: what has no need of a privilege has none.</summary>
public sealed class SplitCommandsTests
{
    private const string ShowSelf = "id; grep ^Cap /proc/self/status; ulimit -r; ulimit -e; ulimit -c; pwd; echo $HOME $USER $SOME_VARIABLE";

    [Fact]
    public async Task Run_OfRoot_StartsTheCommandAsItsCaller_AndServesWithoutPrivileges()
    {
        Kernel.Require();
        var variables = new Dictionary<string, string>(DashboardServer.WithToken) { ["SOME_VARIABLE"] = "some" };
        await using var plain = Child.Start("/bin/sh", ["-c", ShowSelf], variables);
        await plain.Ended();
        await using var run = Child.Start(
            await Unprivileged.Program, ["run", "--split", "on", "--urls", "http://127.0.0.1:0", "--", "/bin/sh", "-c", $"{ShowSelf}; read line; exit 3"], variables);
        await Eventually.True(() => Task.FromResult(run.Output.Count == plain.Output.Count), "the output of the command");
        Assert.Equal(plain.Output, run.Output);

        var server = await ServerOf(run.Pid);
        Assert.Equal("0000000000000000", SplitServer.StatusOf($"/proc/{server}")["CapEff"]);
        Assert.DoesNotContain("0", SplitServer.StatusOf($"/proc/{server}")["Uid"].Split('\t'));
        await run.Input.WriteLineAsync();
        await run.Input.FlushAsync(TestContext.Current.CancellationToken);
        await Eventually.True(() => Task.FromResult(run.Errors.Any(line => line.Contains("ended with exit status 3", StringComparison.Ordinal))), "the end of the command");
        run.Signal(2);
        Assert.Equal(0, await run.Ended());
    }

    /// <summary>What is kept open for the exec of the privileged part is not the command's.</summary>
    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task Run_TheCommand_HasNoOtherFilesThanItsCaller(string split)
    {
        Kernel.Require();
        await using var plain = Child.Start("/bin/ls", ["/proc/self/fd"], DashboardServer.WithToken);
        await plain.Ended();
        await using var run = Child.Start(
            await Unprivileged.Program, ["run", "--split", split, "--exit", "--urls", "http://127.0.0.1:0", "--", "/bin/ls", "/proc/self/fd"], DashboardServer.WithToken);
        Assert.Equal(0, await run.Ended());
        Assert.Equal(plain.Output, run.Output);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    [InlineData("TMPDIR=/nonexistent")]
    public async Task Run_NowhereToSaySomething_RunsTheCommand(string with)
    {
        Kernel.Require();
        var (before, after) = with[0] == '2' ? ("", with) : (with, "");
        await using var shell = Child.Start(
            "/bin/sh", ["-c", $"{before} exec {await Unprivileged.Program} run --exit --urls http://127.0.0.1:0 -- /bin/sh -c 'echo ran; exit 7' {after}"], DashboardServer.WithToken);
        Assert.Equal(7, await shell.Ended());
        Assert.Equal(["ran"], shell.Output);
    }

    [Fact]
    public async Task Run_Terminated_EndsTheCommandOfRoot()
    {
        Kernel.Require();
        await using var run = Child.Start(
            await Unprivileged.Program, ["run", "--split", "on", "--urls", "http://127.0.0.1:0", "--", "/bin/sh", "-c", "echo $$; exec sleep 600"], DashboardServer.WithToken);
        var command = await Eventually.Get(() => Task.FromResult(run.Output.FirstOrDefault()), "the pid of the command");
        run.Signal(15);
        Assert.Equal(0, await run.Ended());
        await Eventually.True(() => Task.FromResult(!Directory.Exists($"/proc/{command}")), "the end of the command");
    }

    [Fact]
    public async Task Run_ThePrivilegedPartKilled_SaysThatTheEndIsUnknown()
    {
        Kernel.Require();
        await using var run = Child.Start(
            await Unprivileged.Program, ["run", "--split", "on", "--exit", "--urls", "http://127.0.0.1:0", "--", "/bin/sh", "-c", "echo $$; exec sleep 600"], DashboardServer.WithToken);
        var command = await Eventually.Get(() => Task.FromResult(run.Output.FirstOrDefault()), "the pid of the command");
        run.Signal(9);
        await Eventually.True(() => Task.FromResult(run.Errors.Any(line => line.Contains("how the command ends stays unknown", StringComparison.Ordinal))), "a sentence");
        await Child.Run("/bin/kill", "-9", command);
    }

    /// <summary>The same checks with the same states; what only root may read is given to the server.</summary>
    [Fact]
    public async Task Doctor_OfRoot_FindsWhatItFindsInOneProcess()
    {
        Kernel.Require();
        var found = new List<string[]>();
        foreach (var split in (string[])["on", "off"])
        {
            await using var doctor = Child.Start(await Unprivileged.Program, "doctor", "--split", split);
            Assert.Equal(0, await doctor.Ended());
            // "ok    Tracepoint sched:sched_process_fork     Present.": state and name, whose columns are as wide as the longest name.
            found.Add([.. doctor.Output.Where(line => line.Contains("  ", StringComparison.Ordinal) && !line.Contains("Privileges of the web server", StringComparison.Ordinal))
                .Select(line => string.Join(' ', line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(2)))]);
        }

        Assert.Contains("ok Tracepoint sched:sched_process_fork", found[0]);
        Assert.Equal(found[1], found[0]);
    }

    [Fact]
    public async Task Events_OfRoot_PrintWithoutPrivileges()
    {
        Kernel.Require();
        await using var events = Child.Start(await Unprivileged.Program, "events", "--split", "on", "--filter", "path:/bin/true");
        await Eventually.True(
            async () =>
            {
                await Child.Run("/bin/true");
                return events.Output.Any(line => line.Contains("\"exec.exit\"", StringComparison.Ordinal));
            },
            "an event");
        var printer = await ServerOf(events.Pid);
        Assert.Equal("0000000000000000", SplitServer.StatusOf($"/proc/{printer}")["CapEff"]);
        events.Signal(2);
        Assert.Equal(0, await events.Ended());
    }

    [Fact]
    public async Task Token_OfTheServerOfRoot_IsFoundAndStaysItsUsers()
    {
        Kernel.Require();
        var home = Directory.CreateTempSubdirectory("split-token-");
        try
        {
            var passwd = Path.Combine(home.FullName, "passwd");
            var state = Directory.CreateDirectory(Path.Combine(home.FullName, ".local/state/lifecycle")).FullName;
            await File.WriteAllTextAsync(passwd, $"ann:x:65533:65533::{home.FullName}:/bin/sh\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(state, "token"), "a-token-that-is-kept\n", TestContext.Current.CancellationToken);
            await Child.Run("chown", "-R", "65533:65533", home.FullName);
            await Child.Run("chmod", "-R", "go=", state);
            await Child.Run("chmod", "755", home.FullName);

            Assert.Equal(["a-token-that-is-kept"], await Token());
            var rotated = Assert.Single(await Token("rotate"));
            Assert.Equal([rotated], await Token());
            Assert.Equal(["65533 600"], await Child.Run("stat", "-c", "%u %a", Path.Combine(state, "token")));

            async Task<IReadOnlyList<string>> Token(params string[] more) => await Child.Run(
                "unshare", ["--mount", "/bin/sh", "-c", "mount --bind \"$0\" /etc/passwd && exec env SUDO_UID=65533 SUDO_GID=65533 \"$@\"", passwd, await Unprivileged.Program, "token", .. more]);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static async Task<string> ServerOf(int part) => await Eventually.Get(
        () => Task.FromResult(File.ReadAllText($"/proc/{part}/task/{part}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(child => File.ReadAllText($"/proc/{child}/comm").Trim() == "dashboard")),
        "a server");
}
