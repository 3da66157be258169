using System.Diagnostics;
using Dashboard.Core.Events;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Changes of a process's user, groups and namespaces without an exec, compared with /proc.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class IdentityTests(KernelFixture kernel)
{
    [Theory]
    [InlineData("setuid", "uid")]
    [InlineData("setgid", "gid")]
    [InlineData("setreuid", "uid")]
    [InlineData("setregid", "gid")]
    [InlineData("setresuid", "uid")]
    [InlineData("setresgid", "gid")]
    [InlineData("setegid", "gid")]
    [InlineData("seteuid_and_back", "uid", "uid")]
    [InlineData("setsid", "session pgid")]
    [InlineData("setpgid", "pgid")]
    [InlineData("setpgrp", "pgid")]
    [InlineData("setpgid_of_child", "pgid")]
    [InlineData("daemon", "session pgid", "gid", "uid")]
    [InlineData("cgroup", "cgroup")]
    [InlineData("thread")]
    [InlineData("setfsuid")]
    [InlineData("user_namespace")]
    [InlineData("refused")]
    public async Task Change_WithoutAnExec_IsAnEventAndWhatProcSays(string way, params string[] changes)
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture().Start();
        using var process = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "changes"), way);
        var printed = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        KernelFixture.Need(printed != "no cgroup", "No cgroup of version 2 can be made on this machine.");
        var parts = printed.Split(' ', 6);
        var pid = int.Parse(parts[0]);

        await LiveCapture.EventuallyAsync(() => capture.Store.Read(view =>
        {
            if (view.Processes.Lives(pid)?.Lives[^1].Context is not { } seen)
            {
                return "the child was not seen";
            }

            // Inside a user namespace, /proc shows the overflow user for all outside uids.
            var line = $"{pid} {seen.Uid} {seen.Gid} {seen.Session} {seen.ProcessGroup} {seen.Cgroup}";
            return line == printed ? null : $"seen: {line}; /proc: {printed}";
        }));
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await LiveCapture.EventuallyAsync(() => capture.Store.Read(view => view.Processes.Lives(pid)?.Lives[^1].Exit is null) ? "its end was not seen" : null);

        Assert.Equal(changes, capture.Store.Read(view => ChangesOf(view.Events, pid)));
    }

    /// <summary>On a machine on which no user has logged in all have the unset number, so the program sets one: the kernel lets that be done once.</summary>
    [Fact]
    public async Task LoginUser_ThatAProcessSets_IsThatOfProc()
    {
        var nop = Path.Combine(KernelFixture.ScenarioDirectory, "nop");
        var trace = await kernel.RunProgramAsync(
            "/bin/sh", "-c", $"{{ echo 4711 > /proc/self/loginuid; }} 2>/dev/null; read own < /proc/self/loginuid; echo $own; {nop}; exec {nop}");

        var own = trace.Lines.Count == 0 ? uint.MaxValue : uint.Parse(trace.Lines[0]);
        KernelFixture.Need(own != uint.MaxValue, "This machine keeps no loginuid, or lets none be set.");
        var execs = trace.Execs.Where(e => e.Path == nop).ToList();
        // Of the child, which inherits it, and of the process itself.
        Assert.Equal([own, own], execs.Select(e => e.Context!.Value.LoginUid));
        Assert.Equal(own, Assert.Single(trace.Children).Context!.Value.LoginUid);
    }

    private static List<string> ChangesOf(Core.History.EventHistory events, int pid)
        => [.. events.Forwards().Copy().OfType<CredentialsEvent>().Where(e => e.Pid == pid).Select(NamesOf)];

    private static string NamesOf(CredentialsEvent e) => string.Join(' ', new[]
    {
        e.Uid is null ? null : "uid", e.Gid is null ? null : "gid", e.Session is null ? null : "session",
        e.ProcessGroup is null ? null : "pgid", e.Cgroup is null ? null : "cgroup",
    }.OfType<string>());
}
