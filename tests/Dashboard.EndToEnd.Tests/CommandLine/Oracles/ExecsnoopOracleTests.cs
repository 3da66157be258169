using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine.Oracles;

/// <summary>execsnoop of libbpf-tools: each exec, with parent, return value and arguments.</summary>
[Collection(Alone.Name)]
public sealed partial class ExecsnoopOracleTests
{
    private const string Program = "/usr/sbin/execsnoop";

    [Fact]
    public async Task Execs_OfTwoHundredProcesses_AreThoseOfExecsnoop()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, Program, "-x");
        var children = await Oracle.RunMixedAsync(250);
        await oracle.UntilAsync(
            () => oracle.TheirLines.Count(l => children.Contains(PidOf(l))) >= 250
                && oracle.OurEvents.Count(e => Oracle.Kind(e) == "exit" && children.Contains(e.GetProperty("pid").GetInt32())) >= 250,
            "250 execs from each");

        var empty = 0;
        foreach (var line in oracle.TheirLines.Select(l => Line().Match(l)).Where(m => m.Success && children.Contains(int.Parse(m.Groups[2].Value))))
        {
            var exec = Assert.Single(oracle.OurEvents, e => Oracle.Kind(e) == "exec.exit" && e.GetProperty("pid").GetInt32() == int.Parse(line.Groups[2].Value));
            Assert.Equal(line.Groups[1].Value, exec.GetProperty("comm").GetString());
            Assert.Equal(int.Parse(line.Groups[3].Value), exec.GetProperty("ppid").GetInt32());
            Assert.Equal(int.Parse(line.Groups[4].Value), exec.GetProperty("ret").GetInt32());
            Assert.Matches("^(/bin/true|/no/such/program)$", exec.GetProperty("path").GetString()!);

            // Trap: the path's page is not resident when the call begins. execsnoop reads it then, and gets nothing.
            var args = line.Groups[5].Value.Trim();
            empty += args.Length == 0 ? 1 : 0;
            Assert.True(args.Length == 0 || args == exec.GetProperty("path").GetString(), args);
        }

        TestContext.Current.SendDiagnosticMessage($"execsnoop printed {empty} of 250 paths empty, ours none");
    }

    /// <summary>Trap: exec from a thread. execsnoop stores the enter by thread id and searches it by another, so it prints no line.</summary>
    [Fact]
    public async Task ExecFromAThread_IsMissingThere_AndSeenHere()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, Program, "-x");
        await using var program = Child.Start(Repository.Scenario("exec_from_thread"));
        await program.Ended();
        await using var after = Child.Start("/bin/true");
        await after.Ended();
        await oracle.UntilAsync(
            () => oracle.TheirLines.Any(l => PidOf(l) == after.Pid) && oracle.Ours([after.Pid]).Count == 1
                && oracle.ChildrenOf(program.Pid).Count == 1 && oracle.Ours([.. oracle.ChildrenOf(program.Pid)]).Values.Single()[^1] == "exit 0 0",
            "the program behind it from both");

        var child = oracle.ChildrenOf(program.Pid).Single();
        Assert.DoesNotContain(oracle.TheirLines, l => PidOf(l) == child);
        Assert.Contains("exec /bin/true", oracle.Ours([child])[child]);
    }

    /// <summary>Trap: a missing program whose path was never read before. execsnoop prints -2 without the path.</summary>
    [Fact]
    public async Task FailureOnAColdPage_HasNoPathThere_AndThePathHere()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, Program, "-x");
        await using var program = Child.Start(Repository.Scenario("exec_cold_path"));
        await program.Ended();
        await oracle.UntilAsync(
            () => oracle.ChildrenOf(program.Pid).Count == 1 && oracle.TheirLines.Any(l => PidOf(l) == oracle.ChildrenOf(program.Pid).Single())
                && oracle.Ours([.. oracle.ChildrenOf(program.Pid)]).Values.Single()[^1].StartsWith("exit"),
            "the failure from both");

        var child = oracle.ChildrenOf(program.Pid).Single();
        var line = Line().Match(oracle.TheirLines.Single(l => PidOf(l) == child));
        Assert.Equal(("-2", ""), (line.Groups[4].Value, line.Groups[5].Value.Trim()));
        Assert.Contains("fail -2 /no/such/cold/program", oracle.Ours([child])[child]);
    }

    private static int PidOf(string line) => Line().Match(line) is { Success: true } m ? int.Parse(m.Groups[2].Value) : 0;

    [GeneratedRegex(@"^(\S+) +(\d+) +(\d+) +(-?\d+) ?(.*)$")]
    private static partial Regex Line();
}
