using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>A kernel without two of the tracepoints, simulated by an empty file system over their folders, seen only by the server.</summary>
[Collection(Alone.Name)]
public sealed class MissingProbeTests
{
    private const string HideAndServe = """
        for tracepoint in sys_exit_execve sys_exit_wait4; do mount -t tmpfs none "/sys/kernel/tracing/events/syscalls/$tracepoint" || exit 1; done
        exec "$@"
        """;

    [Fact]
    public async Task Pages_WithoutAProbe_SayWhatTheyLackBecauseOfIt()
    {
        Kernel.Require();
        await using var server = await DashboardServer.Start("unshare", ["--mount", "bash", "-c", HideAndServe, "bash", Repository.Program], []);
        await Child.Run(Repository.Scenario("exec_missing"));

        await using var browser = await BrowserSession.Open(server, "/errors");
        await Assertions.Expect(browser.Get("limits")).ToContainTextAsync("Failed execs are not seen");
        await browser.AssertAccessibleInBothThemes();

        await browser.Page.GotoAsync("/tree");
        await Assertions.Expect(browser.Get("limits")).ToContainTextAsync("Failed execs are not seen");
        await Assertions.Expect(browser.Get("limits")).Not.ToContainTextAsync("Who reaped a process");

        await browser.Page.GotoAsync("/tracepoints");
        await Assertions.Expect(browser.Get("limits")).ToContainTextAsync("Who reaped a process stays unknown");
        await Assertions.Expect(browser.Page.Locator("[data-name='syscalls:sys_exit_execve']")).ToContainTextAsync("built with CONFIG_FTRACE_SYSCALLS=y");
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }

    [Fact]
    public async Task Tracepoints_WithoutTheCapabilityForRunTimes_SayWhyTheyAreUnknown()
    {
        Kernel.Require();
        await using var server = await Limited.Serve(0, "bpf perfmon dac_read_search");

        await using var browser = await BrowserSession.Open(server, "/tracepoints");
        await Assertions.Expect(browser.Get("run-times")).ToContainTextAsync("CAP_SYS_ADMIN only");
        await Assertions.Expect(browser.Page.Locator("[data-name='sched:sched_process_fork']")).ToContainTextAsync("unknown");
        await browser.AssertAccessibleInBothThemes();
        browser.AssertClean();
    }
}
