using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Recent;

/// <summary>Why programs fail; crashes come first.</summary>
public sealed class FailureReasonTests : RecentTestBase
{
    [Fact]
    public void Read_SeveralReasons_AreCountedTheMostFrequentFirst()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var pid = 300;
        Ends(Run(shell, pid++, "/bin/python3"), code: 1);
        Ends(Run(shell, pid++, "/bin/python3"));
        foreach (var code in (int[])[7, 9, 11])
        {
            Ends(Run(shell, pid++, "/bin/python3"), code);
            Ends(Run(shell, pid++, "/bin/python3"), code: 7);
        }

        _story.Exit(Run(shell, pid++, "/bin/python3"), signal: 6);
        _story.Exit(Run(shell, pid++, "/bin/python3"), signal: 6);
        var lives = Run(shell, pid++, "/bin/python3");
        _story.FailExec(lives, "/no/such");

        var failing = Assert.Single(Read().Failing);

        Assert.Equal(10, failing.Failures);
        Assert.Equal(
            [new FailureCount(new FailureReason(FailureKind.Exit, 7), 4), new FailureCount(new FailureReason(FailureKind.Signal, 6), 2), new FailureCount(new FailureReason(FailureKind.Exit, 1), 1)],
            failing.Reasons);
    }

    /// <summary>127 is what a shell made of it.</summary>
    [Fact]
    public void Read_ExecOfTheOnlyProgramFails_TheReasonIsItsErrno()
    {
        var tries = _story.Fork(_story.Snapshot(200, "bash", null, "/bin/bash"), 300);
        _story.FailExec(tries, "/no/such", errno: 13);
        Ends(tries, code: 126);

        Assert.Equal([new FailureCount(new FailureReason(FailureKind.Exec, 13), 1)], Assert.Single(Read().Failing).Reasons);
    }

    [Fact]
    public void Read_ExecThatFails_IsNamedByItsPath()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 0; i < 2; i++)
        {
            var tries = _story.Fork(shell, 300 + i);
            _story.FailExec(tries, "/no/such/tool");
            Ends(tries, code: 127);
        }

        // It lives on: its exec failed all the same.
        _story.FailExec(shell, "/no/such/shell");

        var failing = Read().Failing;

        Assert.Equal([("/no/such/tool", SpawnKind.FailedExec, 2), ("/bin/bash", SpawnKind.Exec, 1)], failing.OrderByDescending(f => f.Failures).Select(f => (f.Pair.Path, f.Pair.Kind, f.Failures)));
        Assert.Equal("ENOENT", failing.Single(f => f.Failures == 2).Example!.FailedExecs[^1].Errno);
        Assert.Null(failing.Single(f => f.Failures == 1).Example!.Exit);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(7, true)]
    [InlineData(8, true)]
    [InlineData(11, true)]
    [InlineData(31, true)]
    [InlineData(9, false)]
    [InlineData(15, false)]
    [InlineData(3, false)]
    public void Read_Crash_IsBeforeWhatFailsMoreOften(int signal, bool isCrash)
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        _story.Exit(Run(shell, 299, "/opt/faulty"), signal: signal);
        for (var program = 0; program < RecentFigures.MaxFailing + 3; program++)
        {
            _story.NowNs += Second;
            Ends(Run(shell, 300 + program, $"/opt/p{program}"), code: 1);
        }

        var failing = Read().Failing;

        Assert.Equal(RecentFigures.MaxFailing, failing.Count);
        Assert.Equal(isCrash, failing[0].Pair.Comm == "faulty");
        Assert.Equal(isCrash, failing[0].HasCrash);
    }

    [Fact]
    public void Read_OomKill_IsACrashWithItsOwnReason()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var big = Run(shell, 300, "/opt/big");
        _story.Add(big, new ExitEvent { Signal = 9, Oom = true });

        var failing = Assert.Single(Read().Failing);

        Assert.Equal((new FailureReason(FailureKind.OomKill, 9), true), (failing.LastReason, failing.HasCrash));
    }

    /// <summary>A crash among many reasons is one of those that are named.</summary>
    [Fact]
    public void Read_RareCrash_IsAmongTheReasons()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var pid = 300;
        for (var i = 0; i < 40; i++)
        {
            Ends(Run(shell, pid++, "/opt/job"), code: 1 + (i % 20));
        }

        _story.Exit(Run(shell, pid, "/opt/job"), signal: 11);

        Assert.Contains(new FailureCount(new FailureReason(FailureKind.Signal, 11), 1), Assert.Single(Read().Failing).Reasons);
    }
}
