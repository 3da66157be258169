using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Http;

/// <summary>A program that starts others repeatedly: a shell's loop on the real kernel.</summary>
public sealed class SpawnersTests(LiveServer live) : IClassFixture<LiveServer>
{
    private const int Rounds = 6;

    /// <summary>In each round: one success, one failure, one start by a short-lived shell, one missing program.</summary>
    private const string Loop =
        """
        i=0
        while [ $i -lt 6 ]; do
          /bin/sleep 0.2
          /bin/sh -c 'exit 3'
          /bin/sh -c '/usr/bin/env true; exit 0'
          /no/such/program 2>/dev/null
          i=$((i+1))
        done
        read end
        """;

    [Fact]
    public async Task Spawners_LoopOfAShell_CountsStartsIntervalsFailuresAndCpu()
    {
        await using var shell = Child.Start("/bin/sh", "-c", Loop);
        var groups = await Eventually.Get(
            async () =>
            {
                // CPU time is of the exit until the release, which has that of its threads, too: only then it stays as it is.
                var all = (await Ask("/processes?limit=1000&filter=", $"under:{shell.Pid} -pid:{shell.Pid}")).GetProperty("items").EnumerateArray().ToList();
                if (all.Count < 5 * Rounds || all.Any(p => p.GetProperty("state").GetString() != "exited"))
                {
                    return null;
                }

                var answer = await Ask("/spawners?filter=", $"under:{shell.Pid}");
                // Without the group that started the loop itself.
                var found = answer.GetProperty("groups").EnumerateArray().Where(g => g.GetProperty("parent").GetProperty("path").GetString() == "/bin/sh").ToList();
                return found.Count(g => Number(g, "count") >= Rounds && Number(g, "exitKnown") >= Rounds) >= 4 && found.Sum(g => Number(g, "cpuKnown")) >= 5 * Rounds ? found : null;
            },
            "all that the loop starts, ended and with their CPU time");

        var sleep = Find(groups, "exec", "/bin/sleep");
        Assert.Equal((Rounds, 1, 0), (Number(sleep, "count"), Number(sleep, "parents"), Number(sleep, "failed")));
        Assert.Equal("sh", sleep.GetProperty("parent").GetProperty("comm").GetString());

        var missing = Find(groups, "failedexec", "/no/such/program");
        Assert.Equal((Rounds, Rounds), (Number(missing, "count"), Number(missing, "failed")));

        // Two shells per round, one of which fails.
        var shells = Find(groups, "exec", "/bin/sh");
        Assert.Equal((2 * Rounds, Rounds), (Number(shells, "count"), Number(shells, "failed")));

        // Each is started by another process; env execs true, and the last image counts.
        var byShortLived = groups.Single(g => Number(g, "parents") == Rounds);
        Assert.Equal("true", byShortLived.GetProperty("started").GetProperty("comm").GetString());

        // Equal to the values of the processes themselves.
        var processes = (await Ask("/processes?filter=", $"under:{shell.Pid} comm:sleep")).GetProperty("items").EnumerateArray().ToList();
        var starts = processes.Select(p => long.Parse(p.GetProperty("id").GetString()!.Split('-')[1])).Order().ToList();
        var gaps = starts.Zip(starts.Skip(1), (a, b) => b - a).Order().ToList();
        var interval = sleep.GetProperty("interval");
        Assert.Equal(gaps[(gaps.Count - 1) / 2], interval.GetProperty("medianNs").GetInt64());
        var spread = gaps.Select(gap => Math.Abs(gap - gaps[(gaps.Count - 1) / 2])).Max();
        Assert.Equal(spread, interval.GetProperty("spreadNs").GetInt64());
        Assert.Equal(spread <= gaps[(gaps.Count - 1) / 2] / 10, interval.GetProperty("regular").GetBoolean());
        Assert.Equal(Rounds, Number(sleep, "cpuKnown"));
        Assert.Equal(
            processes.Sum(p => p.GetProperty("usage").GetProperty("userNs").GetInt64() + p.GetProperty("usage").GetProperty("systemNs").GetInt64()),
            sleep.GetProperty("cpuNs").GetInt64());
    }

    private static JsonElement Find(List<JsonElement> groups, string kind, string path)
        => groups.Single(g => g.GetProperty("kind").GetString() == kind && g.GetProperty("started").GetProperty("path").GetString() == path);

    private static int Number(JsonElement group, string name) => group.GetProperty(name).GetInt32();

    private Task<JsonElement> Ask(string path, string filter) => live.Server.Get(path + Uri.EscapeDataString(filter));
}
