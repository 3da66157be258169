using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>When the server stays one process, and what says why.</summary>
public sealed class OneProcessTests
{
    private const string Five = "-all,+bpf,+perfmon,+dac_read_search,+sys_ptrace,+sys_nice";

    [Theory]
    [InlineData("this process may not become another user", true, "setpriv", "--bounding-set=-setuid", "--inh-caps=-setuid")]
    [InlineData("it was not started as root", true, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=" + Five, "--ambient-caps=" + Five)]
    [InlineData("two processes are switched off", false, "/usr/bin/env", "DASHBOARD_SPLIT=off")]
    public async Task Server_ThatKeepsItsPrivileges_SaysWhyEverywhere(string cause, bool onTheConsole, params string[] before)
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start(before[0], [.. before[1..], await Unprivileged.Program], []);
        var sentence = $"The web server keeps the privileges that tracing takes, because {cause}.";
        Assert.Equal(server.StartedPid, server.Pid);
        Assert.Equal(sentence, (await server.Get("/status")).GetProperty("keepsPrivileges").GetString());
        Assert.Equal(onTheConsole, server.Said.Contains($"dashboard: {sentence}"));
        await using var browser = await BrowserSession.Open(server, "/tracepoints");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(sentence);

        await using var doctor = Child.Start(before[0], [.. before[1..], await Unprivileged.Program, "doctor"]);
        Assert.Equal(0, await doctor.Ended());
        Assert.Contains(doctor.Output, line => line.StartsWith("warn", StringComparison.Ordinal) && line.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--data", "kept")]
    [InlineData("--access-log", "kept/log")]
    [InlineData("--redact-rules", "kept/rules")]
    public async Task FilesOfRoot_LeaveOneProcess(string option, string path)
    {
        Kernel.Require();
        var folder = Directory.CreateTempSubdirectory("split-files-");
        try
        {
            await Child.Run("mkdir", "-m", "700", Path.Combine(folder.FullName, "kept"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "kept/rules"), "word pin\n", TestContext.Current.CancellationToken);
            var file = Path.Combine(folder.FullName, path);
            await using var server = await DashboardServer.Start(await Unprivileged.Program, [], [option, file]);
            Assert.Equal(server.StartedPid, server.Pid);
            Assert.Contains(server.Said, line => line.EndsWith($" {file}.", StringComparison.Ordinal) && line.Contains("may not", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--split on cannot be, because it was not started as root: run it with sudo", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "PROGRAM", "serve", "--split", "on")]
    [InlineData("a recording takes no privileges", "PROGRAM", "serve", "--split", "on", "--replay", "x")]
    [InlineData("DASHBOARD_SPLIT: --split takes on or off", "/usr/bin/env", "DASHBOARD_SPLIT=yes", "PROGRAM", "serve")]
    [InlineData("DASHBOARD_SPLIT takes on or off", "/usr/bin/env", "DASHBOARD_SPLIT=yes", "PROGRAM", "events")]
    [InlineData("--split takes on or off, not \"maybe\"", "PROGRAM", "serve", "--split", "maybe")]
    public async Task Split_ThatCannotBe_IsOneSentence(string sentence, params string[] command)
    {
        Kernel.Require();
        var program = await Unprivileged.Program;
        string[] words = [.. command.Select(word => word == "PROGRAM" ? program : word)];
        await using var child = Child.Start(words[0], words[1..]);
        Assert.NotEqual(0, await child.Ended());
        Assert.Contains(sentence, Assert.Single(child.Errors));
    }
}
