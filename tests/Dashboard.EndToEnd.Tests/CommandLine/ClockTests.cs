using System.Globalization;
using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>Times reported by the built program while its wall clock is set, and in a time namespace.</summary>
public sealed class ClockTests
{
    private const long Hour = 3_600_000_000_000;

    /// <summary>Smaller than every step here, and larger than the delays of a busy machine.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task WallClock_SetByAnHourAndRightAgain_MovesNothingThatIsMeasured(int hours)
    {
        await using var stepping = await SteppingServer.Start();
        var server = stepping.Server;
        await using var sleep = Child.Start("/bin/sleep", "600");
        var row = await Row(server, sleep.Pid);
        var born = await Event(server, $"kind:fork pid:{sleep.Pid}");

        stepping.SetClock(hours);
        var set = await Event(server, "kind:clock");

        Assert.InRange(set.GetProperty("toOffsetNs").GetInt64() - set.GetProperty("fromOffsetNs").GetInt64(), (hours * Hour) - 1_000_000, (hours * Hour) + 1_000_000);
        Assert.Equal(set.GetProperty("bootNs").GetInt64() + set.GetProperty("toOffsetNs").GetInt64(), UnixNs(set));
        await MeasuresRight(server, sleep.Pid, row);
        var after = await Ran(server, "/bin/true");
        IsNear(DateTimeOffset.UtcNow.AddHours(hours), after);
        Assert.Equal(born.GetRawText(), (await Event(server, $"kind:fork pid:{sleep.Pid}")).GetRawText());

        stepping.SetClock(0);
        await Eventually.True(async () => await Count(server, "/events?filter=kind:clock") == 2, "the second setting");

        await MeasuresRight(server, sleep.Pid, row);
        IsNear(DateTimeOffset.UtcNow, await Ran(server, "/bin/echo"));
        var back = (await server.Get("/events?filter=kind:clock")).GetProperty("items")[0];
        Assert.Equal(set.GetProperty("toOffsetNs").GetInt64(), back.GetProperty("fromOffsetNs").GetInt64());
        Assert.Equal(2, (await server.Get("/status")).GetProperty("events").GetProperty("clock").GetInt64());
    }

    [Fact]
    public async Task InATimeNamespace_AgesNamesAndPathsOfBefore_AreRight()
    {
        Kernel.Require();
        Kernel.Require(File.Exists("/proc/self/ns/time"), "The kernel has no time namespaces.");
        await using var old = Child.Start("/bin/sleep", "600");
        await using var server = await DashboardServer.Start("unshare", ["--time", "--boottime", "100000", "--fork", "--kill-child", Repository.Program], []);
        await using var young = Child.Start("/bin/sleep", "601");

        var before = await Row(server, old.Pid);
        var after = await Row(server, young.Pid);

        Assert.True(before.GetProperty("fromSnapshot").GetBoolean());
        Assert.Equal("sleep", before.GetProperty("comm").GetString());
        Assert.Equal(("[\"/bin/sleep\",\"600\"]", "/"), (Image(before).GetProperty("args").GetRawText(), before.GetProperty("cwd").GetString()));
        Assert.EndsWith("/sleep", Image(before).GetProperty("path").GetString());
        Assert.Equal("[\"/bin/sleep\",\"601\"]", Image(after).GetProperty("args").GetRawText());
        await MeasuresRight(server, old.Pid, before);
        await MeasuresRight(server, young.Pid, after);
        IsNear(DateTimeOffset.UtcNow, DateTimeOffset.Parse(before.GetProperty("start").GetString()!, CultureInfo.InvariantCulture));
        IsNear(DateTimeOffset.UtcNow, await Ran(server, "/bin/true"));
        Assert.Equal(0, await Count(server, "/events?filter=kind:clock"));
    }

    /// <summary>Checks lag and age of a new process, and filters by its age.</summary>
    private static async Task MeasuresRight(DashboardServer server, int pid, JsonElement before)
    {
        var now = await Row(server, pid);
        Assert.Equal((before.GetProperty("id").GetString(), before.GetProperty("start").GetString()), (now.GetProperty("id").GetString(), now.GetProperty("start").GetString()));
        Assert.InRange(now.GetProperty("lifetimeNs").GetInt64(), before.GetProperty("lifetimeNs").GetInt64(), (long)Near.TotalNanoseconds);
        Assert.InRange((await server.Get("/status")).GetProperty("lagMs").GetInt64(), 0, (long)Near.TotalMilliseconds);
        Assert.Equal(0, await Count(server, $"/processes?filter=pid:{pid}+dur:>10m"));
        Assert.Equal(1, await Count(server, $"/processes?filter=pid:{pid}+dur:>1ms+dur:<10m"));
    }

    /// <summary>Runs a program to its end and returns its exit time in the dashboard.</summary>
    private static async Task<DateTimeOffset> Ran(DashboardServer server, string program)
    {
        await using var child = Child.Start(program);
        Assert.Equal(0, await child.Ended());
        var exit = await Event(server, $"kind:exit pid:{child.Pid} under:{Environment.ProcessId}");
        return DateTimeOffset.Parse(exit.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
    }

    private static async Task<JsonElement> Row(DashboardServer server, int pid) => await First(server, $"/processes?filter=pid:{pid}+comm:sleep");

    private static Task<JsonElement> Event(DashboardServer server, string filter) => First(server, $"/events?filter={filter.Replace(' ', '+')}");

    private static async Task<JsonElement> First(DashboardServer server, string path)
    {
        JsonElement found = default;
        await Eventually.True(
            async () =>
            {
                found = (await server.Get(path)).GetProperty("items").EnumerateArray().FirstOrDefault();
                return found.ValueKind == JsonValueKind.Object;
            },
            path);
        return found;
    }

    private static async Task<int> Count(DashboardServer server, string path) => (await server.Get(path)).GetProperty("total").GetInt32();

    private static JsonElement Image(JsonElement row) => row.GetProperty("images").EnumerateArray().Last();

    private static long UnixNs(JsonElement e)
    {
        var text = e.GetProperty("time").GetString()!;
        var whole = DateTimeOffset.Parse(text[..19] + "Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        return (whole * 1_000_000_000) + long.Parse(text[20..29], CultureInfo.InvariantCulture);
    }

    private static void IsNear(DateTimeOffset expected, DateTimeOffset actual)
        => Assert.InRange(actual, expected - Near, expected + Near);
}
