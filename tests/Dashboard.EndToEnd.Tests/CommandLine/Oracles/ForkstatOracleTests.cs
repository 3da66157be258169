using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine.Oracles;

/// <summary>forkstat, which uses the kernel's process connector: it shares no tracepoint with the dashboard.</summary>
[Collection(Alone.Name)]
public sealed partial class ForkstatOracleTests
{
    [Fact]
    public async Task Lives_OfTwoHundredProcesses_AreThoseOfForkstat()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, "forkstat", "-l", "-e", "fork,clone,exec,exit");
        var children = await Oracle.RunMixedAsync(250);
        await oracle.UntilAsync(
            () => Theirs(oracle, children).Values.Count(l => l[^1].StartsWith("exit")) >= 250
                && oracle.Ours(children).Values.Count(l => l[^1].StartsWith("exit")) >= 250,
            "250 exits from each");

        var ours = oracle.Ours(children);
        Assert.Equal(children.Order(), Theirs(oracle, children).Keys.Order());
        var noParent = 0;
        foreach (var (pid, lines) in Theirs(oracle, children))
        {
            // It has no failed execs and no executed paths; the exit is the raw status.
            var mine = ours[pid].Where(l => !l.StartsWith("fail")).Select(Raw).ToList();
            // Trap: it reads parents from /proc later, when some have exited: pid 0, "[swapper]". For one that exits during the
            // read, the thread group is 0, and forkstat reports a thread: a clone.
            noParent += lines[0] == "fork 0" ? 1 : 0;
            Assert.Equal(lines[0] == "fork 0" ? ["fork 0", .. mine.Skip(1)] : mine, lines);
        }

        TestContext.Current.SendDiagnosticMessage($"forkstat took [swapper] for the parent of {noParent} of 250, ours of none");
    }

    /// <summary>Trap: exec from a thread. It reports the exit of the leader, which the exec ends, as that of the process.</summary>
    [Fact]
    public async Task ExecFromAThread_ExitsTwiceThere_AndOnceHere()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, "forkstat", "-l", "-e", "fork,exec,exit");
        await using var program = Child.Start(Repository.Scenario("exec_from_thread"));
        await program.Ended();
        await oracle.UntilAsync(
            () => oracle.ChildrenOf(program.Pid).Count == 1 && oracle.Ours([.. oracle.ChildrenOf(program.Pid)]).Values.Single()[^1] == "exit 0 0"
                && Theirs(oracle, [program.Pid]).Values.SelectMany(l => l).Any(l => l.StartsWith("exit")),
            "the end from both");

        var child = oracle.ChildrenOf(program.Pid).Single();
        Assert.Equal(["exit 0", "exec", "exit 0"], Theirs(oracle, [child])[child].Skip(1));
        Assert.Equal(["exec /bin/true", "exit 0 0"], oracle.Ours([child])[child].Skip(1));
    }

    private static string Raw(string line)
    {
        var parts = line.Split(' ');
        return parts[0] switch
        {
            "exec" => "exec",
            "exit" => $"exit {(int.Parse(parts[1]) << 8) | int.Parse(parts[2])}",
            _ => line,
        };
    }

    /// <summary>By pid: "fork PPID", "exec", "exit STATUS". forkstat prints two lines per fork: the parent, then the child.</summary>
    private static Dictionary<int, List<string>> Theirs(Oracle oracle, HashSet<int> pids)
    {
        var parent = "";
        var lives = new Dictionary<int, List<string>>();
        foreach (var line in oracle.TheirLines.Select(l => Line().Match(l)).Where(m => m.Success))
        {
            var (kind, pid, info) = (line.Groups[1].Value, int.Parse(line.Groups[2].Value), line.Groups[3].Value.Trim());
            if (info == "parent")
            {
                parent = $"{pid}";
            }
            else if (pids.Contains(pid))
            {
                var text = kind switch { "fork" or "clone" => $"fork {parent}", "exec" => "exec", _ => $"exit {info}" };
                (lives.TryGetValue(pid, out var life) ? life : lives[pid] = []).Add(text);
            }
        }

        return lives;
    }

    private static int PidOf(string line) => Line().Match(line) is { Success: true } m ? int.Parse(m.Groups[2].Value) : 0;

    [GeneratedRegex(@"^\d\d:\d\d:\d\d (fork|clone|exec|exit) +(\d+) (parent|child|thread| *-?\d+)?")]
    private static partial Regex Line();
}
