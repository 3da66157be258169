using System.Text.RegularExpressions;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine.Oracles;

/// <summary>bpftrace on births, new images, failed execs and exits, as tutorials write it.</summary>
[Collection(Alone.Name)]
public sealed partial class BpftraceOracleTests
{
    private const string Script = """
        t:sched:sched_process_fork { printf("%d fork %d\n", args->child_pid, pid); }
        t:sched:sched_process_exec { printf("%d exec %s\n", pid, str(args->filename)); }
        t:syscalls:sys_enter_execve { @entered[tid] = 1; }
        t:syscalls:sys_exit_execve /args->ret < 0/ { printf("%d fail %d\n", pid, args->ret); }
        t:syscalls:sys_exit_execve /!@entered[tid]/ { printf("%d unpaired\n", pid); }
        t:syscalls:sys_exit_execve { delete(@entered[tid]); }
        t:sched:sched_process_exit /pid == tid/ { printf("%d exit %d\n", pid, (curtask->exit_code >> 8) & 0xff); }
        """;

    [Fact]
    public async Task Events_OfTwoHundredProcesses_AreThoseOfBpftrace()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, "bpftrace", "-e", Script);
        var children = await Oracle.RunMixedAsync(250);
        await oracle.UntilAsync(
            () => Theirs(oracle, children).Values.Sum(l => l.Count) >= 750 && oracle.Ours(children).Values.Sum(l => l.Count) >= 750,
            "750 lines from each");

        var ours = oracle.Ours(children);
        foreach (var (pid, lines) in Theirs(oracle, children))
        {
            // Same kinds, values and order. (The script has no path of a failure, and no signal of an exit.)
            Assert.Equal(lines, ours[pid].Select(l => l.StartsWith("fail") ? l[..l.LastIndexOf(' ')]
                : l.StartsWith("exit") ? l[..l.LastIndexOf(' ')] : l));
        }

        Assert.Equal(children.Order(), Theirs(oracle, children).Keys.Order());
        Assert.Equal(50, ours.Values.Count(l => l.Contains("fail -2 /no/such/program") && l[^1] == "exit 127 0"));
    }

    /// <summary>Trap: SIGKILL. The exit code alone is 0, like that of a success.</summary>
    [Fact]
    public async Task Sigkill_IsExitZeroThere_AndSignalNineHere()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, "bpftrace", "-e", Script);
        var (theirs, ours) = await TrapAsync(oracle, "killed", child: true);

        Assert.Equal("exit 0", theirs[^1]);
        Assert.Equal("exit 0 9", ours[^1]);
    }

    /// <summary>Trap: the leader exits first. pid == tid is the leader's exit, not that of the process, and has another code.</summary>
    [Fact]
    public async Task LeaderThatGoesFirst_IsAnEarlyExitThere_AndTheLastThreadsHere()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, "bpftrace", "-e", Script);
        var (theirs, ours) = await TrapAsync(oracle, "leader_first", child: false);

        Assert.Contains("exit 0", theirs);
        Assert.Single(ours, l => l.StartsWith("exit"));
        Assert.Equal("exit 5 0", ours[^1]);
    }

    /// <summary>Trap: exec from a thread. The enter has another thread id, so by tid the exit has no enter.</summary>
    [Fact]
    public async Task ExecFromAThread_IsUnpairedThere_AndPairedHere()
    {
        await using var oracle = await Oracle.StartAsync(PidOf, "bpftrace", "-e", Script);
        var (theirs, ours) = await TrapAsync(oracle, "exec_from_thread", child: true);

        Assert.Contains("unpaired", theirs);
        // The exec ended its leader: a thread's exit, not one of the process.
        Assert.Equal(2, theirs.Count(l => l.StartsWith("exit")));
        Assert.Equal(["exec /bin/true", "exit 0 0"], ours.Skip(1));
        var exec = oracle.OurEvents.Single(e => Oracle.Kind(e) == "exec.exit" && e.GetProperty("path").GetString() == "/bin/true"
            && e.TryGetProperty("oldTid", out var tid) && tid.ValueKind == System.Text.Json.JsonValueKind.Number);
        Assert.True(exec.GetProperty("durationNs").GetInt64() > 0);
    }

    private static async Task<(List<string> Theirs, List<string> Ours)> TrapAsync(Oracle oracle, string scenario, bool child)
    {
        await using var program = Child.Start(Repository.Scenario(scenario));
        await program.Ended();
        HashSet<int> pids = [];
        await oracle.UntilAsync(
            () =>
            {
                pids = child ? [.. oracle.ChildrenOf(program.Pid)] : [program.Pid];
                return pids.Count == 1 && oracle.Ours(pids).Values.SelectMany(l => l).Any(l => l.StartsWith("exit"))
                    && Theirs(oracle, [program.Pid]).Values.SelectMany(l => l).Any(l => l.StartsWith("exit"))
                    && Theirs(oracle, pids).Values.SelectMany(l => l).Any(l => l.StartsWith("exit"));
            },
            $"the end of {scenario} from both");
        var (theirs, ours) = (Theirs(oracle, pids).Values.Single(), oracle.Ours(pids).Values.Single());
        TestContext.Current.SendDiagnosticMessage($"{scenario}: bpftrace {string.Join(", ", theirs)}; ours {string.Join(", ", ours)}");
        return (theirs, ours);
    }

    private static Dictionary<int, List<string>> Theirs(Oracle oracle, HashSet<int> pids)
        => oracle.TheirLines.Where(l => pids.Contains(PidOf(l))).GroupBy(PidOf, l => l[(l.IndexOf(' ') + 1)..]).ToDictionary(g => g.Key, g => g.ToList());

    private static int PidOf(string line) => Pid().Match(line) is { Success: true } m ? int.Parse(m.Groups[1].Value) : 0;

    [GeneratedRegex(@"^(\d+) (?:fork|exec|fail|exit|unpaired)")]
    private static partial Regex Pid();
}
