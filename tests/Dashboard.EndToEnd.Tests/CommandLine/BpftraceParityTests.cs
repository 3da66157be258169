using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>
/// The tutorial's own bpftrace script next to `dashboard events --format bpftrace`, on the same workload: the same lines
/// for every pid, in the same order. bpftrace prints an empty name when the page with the path is not yet resident; the
/// dashboard prints the real one.
/// </summary>
[Collection(Alone.Name)]
public sealed partial class BpftraceParityTests
{
    private const string Script = """
        t:syscalls:sys_enter_execve { printf("ENTER pid: %d -- comm:%s -- %s\n", pid,comm, str(args->filename)); }
        t:syscalls:sys_exit_execve { printf("EXIT pid: %d -- ret: %d --comm %s\n",pid, args->ret,comm); }
        """;

    [Fact]
    public async Task Events_FormatBpftrace_PrintsTheLinesOfTheTutorialsScript()
    {
        Kernel.Require();
        await using var theirs = Child.Start("bpftrace", "-e", Script);
        await using var ours = Child.Start(Repository.Program, "events", "--format", "bpftrace");
        await BothSee(theirs, ours);

        // 500 children, pinned to one CPU because bpftrace has a buffer per CPU and no order between them; every
        // fifth tries a program that does not exist. It prints the pids of its children.
        var children = (await Child.Run(Repository.Scenario("mixed_execs"), "500")).Select(int.Parse).ToHashSet();
        Assert.Equal(500, children.Count);
        await Eventually.True(
            () => Task.FromResult(Count(ours, children) >= 1_000 && Count(theirs, children) >= 1_000), "1,000 lines from each");
        theirs.Signal(2);
        ours.Signal(2);
        await theirs.Ended();
        Assert.Equal(0, await ours.Ended());

        var (expected, actual) = (ByPid(theirs, children), ByPid(ours, children));
        Assert.Equal(children.Order(), actual.Keys.Order());
        var failing = 0;
        var empty = 0;
        foreach (var (pid, lines) in expected)
        {
            Assert.Equal(lines.Count, actual[pid].Count);
            foreach (var (line, mine) in lines.Zip(actual[pid]))
            {
                if (line != mine && line.StartsWith("ENTER") && line.EndsWith("-- "))
                {
                    empty++;
                    Assert.StartsWith(line, mine);
                    Assert.Matches("-- (/bin/true|/no/such/program)$", mine);
                    continue;
                }

                Assert.Equal(line, mine);
            }

            failing += lines.Count(l => l.Contains("ret: -2"));
        }

        Assert.Equal(100, failing);
        TestContext.Current.SendDiagnosticMessage($"bpftrace printed {empty} of 500 paths empty");
    }

    /// <summary>Runs a trivial program until both tracers have seen it, so both are attached.</summary>
    private static async Task BothSee(Child theirs, Child ours)
        => await Eventually.True(
            async () =>
            {
                await Child.Run("/bin/true");
                return theirs.Output.Any(l => l.StartsWith("EXIT")) && ours.Output.Any(l => l.StartsWith("EXIT"));
            },
            $"both tracers ({string.Join(" ", theirs.Errors.Concat(ours.Errors))})");

    private static int Count(Child tracer, HashSet<int> pids) => tracer.Output.Count(l => pids.Contains(PidOf(l)));

    private static Dictionary<int, List<string>> ByPid(Child tracer, HashSet<int> pids)
        => tracer.Output.Where(l => pids.Contains(PidOf(l))).GroupBy(PidOf).ToDictionary(g => g.Key, g => g.ToList());

    private static int PidOf(string line) => PidField().Match(line) is { Success: true } m ? int.Parse(m.Groups[1].Value) : 0;

    [GeneratedRegex(@"^(?:ENTER|EXIT) pid: (\d+) ")]
    private static partial Regex PidField();
}
