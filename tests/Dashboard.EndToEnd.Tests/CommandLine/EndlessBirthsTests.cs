using System.Globalization;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>
/// A recording of births of which none ends, so that all would be live: what is kept of them stays within the budget. The
/// long form is scripts/births.sh; docs/performance.md has what it gave.
/// </summary>
public sealed class EndlessBirthsTests
{
    private const int Births = 400_000;
    private const long Budget = 64_000_000;

    [Fact]
    public async Task Open_BirthsWithoutAnEnd_StaysWithinTheBudgetAndSaysWhatIsMissing()
    {
        await using var recording = await WrittenRecording.Of(Lines());
        await using var server = await DashboardServer.Start("--replay", recording.Path, "--memory", $"{Budget}");
        await Eventually.True(
            async () => (await server.Get("/status")).GetProperty("events").GetProperty("fork").GetInt64() == Births, $"{Births} births");

        var status = await server.Get("/status");
        var (memory, live) = (status.GetProperty("memoryBudget"), status.GetProperty("processes").GetProperty("live").GetInt64());
        Assert.InRange(memory.GetProperty("used").GetInt64(), 1, Budget);
        Assert.Equal(Births, live + memory.GetProperty("processesEvicted").GetInt64());
        Assert.InRange(live, 1_000, 100_000);
        var most = Budget + memory.GetProperty("base").GetInt64();
        Assert.InRange(MostResident(server.Pid), 1, most);

        // The newest are there, and the page says that others are not.
        Assert.Equal(1, (await server.Get($"/processes?filter=pid:{PidOf(Births - 1)}")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await server.Get($"/processes?filter=pid:{PidOf(0)}")).GetProperty("total").GetInt32());
        await using var browser = await BrowserSession.Open(server, "/tree");
        await Assertions.Expect(browser.Get("time-kept").First)
            .ToHaveTextAsync($"{(Births - live).ToString("N0", CultureInfo.InvariantCulture)} older running processes are not kept");
        browser.AssertClean();
    }

    private static int PidOf(int birth) => 1_000 + birth;

    private static IEnumerable<string> Lines()
    {
        yield return """{"recording":{"bootEpochUnixNs":1790000000000000000}}""";
        for (var i = 0; i < Births; i++)
        {
            var at = 1_000_000_000_000 + (i * 100_000L);
            yield return $$"""{"kind":"fork","bootNs":{{at}},"process":"{{PidOf(i)}}-{{at}}","tid":{{PidOf(i)}},"parent":"100-900000000000","comm":"sh","how":"fork"}""";
        }
    }

    /// <summary>Bytes; VmHWM of proc_pid_status(5).</summary>
    private static long MostResident(int pid)
        => 1024 * long.Parse(File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
