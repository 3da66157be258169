using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>An ordinary user tries to fill the memory; the program in its cgroup survives, responds and stays within its budget.</summary>
[Collection(Alone.Name)]
public sealed class MemoryBudgetTests
{
    private const long Limit = 256_000_000;
    private const int NobodyUid = 65534;

    /// <summary>The plan leaves this much of the cgroup for an open page and API responses.</summary>
    private const long Reserve = 32_000_000;

    /// <summary>Short form; scripts/flood.sh has the long one, with results in docs/performance.md.</summary>
    private static readonly (string Kind, int Count)[] Floods =
        [("failing", 8_000), ("real", 400), ("letters", 400), ("paths", 8_000), ("names", 4_000), ("renames", 30_000), ("threads", 2_000), ("zombies", 1_000)];

    [Fact]
    public async Task Serve_InACgroupOf256MB_SurvivesEachFloodWithinItsBudget()
    {
        Kernel.Require();
        await using var group = MemoryGroup.New(Limit);
        await using var server = await group.Serve();
        // A page is open all the time.
        await using var events = await BrowserSession.Open(server, "/events");
        var before = await Memory(server);
        Assert.Equal("cgroup", before.GetProperty("source").GetString());
        Assert.InRange(Bytes(before, "budget") + Bytes(before, "base"), 32_000_000, Limit);

        var folder = Directory.CreateTempSubdirectory("flood-");
        await Child.Run("chmod", "755", folder.FullName);
        var program = Path.Combine(folder.FullName, "flood");
        File.Copy(Repository.Scenario("flood"), program);
        try
        {
            foreach (var (kind, count) in Floods)
            {
                Assert.Equal(
                    [$"{kind} {count}"],
                    await Child.Run("setpriv", $"--reuid={NobodyUid}", $"--regid={NobodyUid}", "--clear-groups", program, kind, $"{count}"));
                var memory = await Memory(server);
                Assert.InRange(Bytes(memory, "used"), 1, Bytes(memory, "budget"));
                await events.Page.GetByTestId("event-row").First.WaitForAsync();
                // The memory of API requests is bounded too.
                Assert.NotEqual(0, (await server.Get("/events?limit=1000")).GetProperty("items").GetArrayLength());
                Assert.NotEqual(0, (await server.Get("/processes?limit=1000")).GetProperty("items").GetArrayLength());
                Assert.True(Resident(server.Pid) <= Bytes(memory, "budget") + Bytes(memory, "base") + Reserve, $"{kind}: {Resident(server.Pid)} bytes resident, {memory}");
            }

            // Capture continues: new processes are seen.
            await using var late = Child.Start("sleep", "600");
            await Eventually.True(
                async () => (await server.Get($"/processes?filter=pid:{late.Pid}+comm:sleep")).GetProperty("total").GetInt32() == 1, "a process after the floods");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Equal(0, group.Kills);
        var after = await Memory(server);
        Assert.True(Bytes(after, "eventsCut") > 0, $"{after}");
        Assert.InRange(Bytes(after, "used"), 1, Bytes(after, "budget"));
    }

    /// <summary>The plan uses less memory in a small cgroup, and warns when even the minimum does not fit.</summary>
    [Theory]
    [InlineData(120_000_000, true)]
    [InlineData(256_000_000, false)]
    public async Task Events_InACgroup_SaysWhenItDoesNotFit(long limit, bool says)
    {
        Kernel.Require();
        await using var group = MemoryGroup.New(limit);
        await using var events = group.Start("events", "--duration", "1s");
        events.Input.Close();

        Assert.Equal(0, await events.Ended());
        var warnings = events.Errors.Where(l => l.Contains("memory cgroup", StringComparison.Ordinal)).ToList();
        Assert.Equal(says ? 1 : 0, warnings.Count);
        Assert.All(warnings, l => Assert.Matches(@"^dashboard: The memory cgroup allows \d+ MB, and the dashboard may take \d+ MB: .* Give it more, or less to --ring-size\.$", l));
    }

    private static async Task<JsonElement> Memory(DashboardServer server) => (await server.Get("/status")).GetProperty("memoryBudget");

    private static long Bytes(JsonElement memory, string part) => memory.GetProperty(part).GetInt64();

    private static long Resident(int pid)
        => 1024 * long.Parse(File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
}
