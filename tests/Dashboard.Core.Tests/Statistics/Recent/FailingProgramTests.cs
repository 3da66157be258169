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

/// <summary>Which programs fail, and which of them go on.</summary>
public sealed class FailingProgramTests : RecentTestBase
{
    [Fact]
    public void Read_ServiceThatFailsEachThreeSeconds_IsFailingWithCadenceStarterAndReason()
    {
        var systemd = _story.Snapshot(1, "systemd", null, "/sbin/init");
        for (var i = 0; i < 6; i++)
        {
            _story.NowNs = (10 + (3 * i)) * Second;
            Ends(Run(systemd, 300 + i, "/usr/bin/shopd"), code: 3);
        }

        var failing = Assert.Single(Read().Failing);

        Assert.Equal(new SpawnKey("systemd", "/sbin/init", SpawnKind.Exec, "shopd", "/usr/bin/shopd"), failing.Pair);
        Assert.Equal((6, true), (failing.Failures, failing.IsFailing));
        Assert.Equal(new SpawnInterval(3 * Second, 0, true), failing.Interval);
        Assert.Equal((305, 3, 1), (failing.Example?.Id.Pid, failing.Example?.Exit?.ExitCode, failing.Example?.Parent?.Pid));
    }

    [Fact]
    public void Read_FailuresThatStopped_AreNotFailingAnyMore()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 300, "/bin/once"), code: 1);
        Ends(Run(shell, 301, "/bin/cured"), code: 1);
        Ends(Run(shell, 302, "/bin/cured"), code: 1);
        Ends(Run(shell, 303, "/bin/cured"), code: 0);
        Ends(Run(shell, 304, "/bin/given-up"), code: 1);
        Ends(Run(shell, 305, "/bin/given-up"), code: 1);
        _story.NowNs += 60 * Second;
        Ends(Run(shell, 306, "/bin/current"), code: 1);
        _story.NowNs += 2 * Second;
        Ends(Run(shell, 307, "/bin/current"), code: 1);

        var figures = Read();

        Assert.Equal((4, 1), (figures.FailedPrograms, figures.FailingPrograms));
        Assert.Equal(["current", "given-up", "cured", "once"], figures.Failing.Select(f => f.Pair.Comm));
        Assert.Equal([true, false, false, false], figures.Failing.Select(f => f.IsFailing));
    }

    [Fact]
    public void Read_OneProgramOfTwoStarters_IsOneProgramInTwoRows()
    {
        var (shell, cron) = (_story.Snapshot(200, "bash", null, "/bin/bash"), _story.Snapshot(201, "cron", null, "/bin/cron"));
        for (var i = 0; i < 2; i++)
        {
            Ends(Run(shell, 300 + i, "/bin/job"), code: 1);
            Ends(Run(cron, 310 + i, "/bin/job"), code: 1);
            _story.NowNs += 2 * Second;
        }

        var figures = Read();

        Assert.Equal((2, 2, 1, 1), (figures.FailedPairs, figures.Failing.Count, figures.FailedPrograms, figures.FailingPrograms));
    }

    /// <summary>Two failures are an interval, which is no rhythm; four at equal ones are.</summary>
    [Theory]
    [InlineData(2, 50, 59, true)]
    [InlineData(2, 50, 61, false)]
    [InlineData(4, 50, 99, true)]
    [InlineData(4, 50, 101, false)]
    [InlineData(4, 1, 61, false)]
    public void Read_LastFailureAgo_IsFailingForAMinuteOrTwoRegularIntervals(int failures, int everySeconds, int agoSeconds, bool isFailing)
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var last = 0L;
        for (var i = 0; i < failures; i++)
        {
            _story.NowNs = (10 + (i * everySeconds)) * Second;
            Ends(Run(shell, 300 + i, "/bin/job"), code: 1);
            last = _story.NowNs;
        }

        _story.NowNs = last + (agoSeconds * Second);
        _story.Fork(shell, 900);

        Assert.Equal(isFailing, Assert.Single(Read().Failing).IsFailing);
    }

    [Fact]
    public void Read_WholeRun_PutsTestsOfAScriptThatWentOnBehindWhatItFailedAt()
    {
        var make = _story.Snapshot(200, "make", null, "/bin/make");
        var script = Run(make, 300, "/bin/script");
        Ends(Run(script, 301, "/bin/good"));
        Ends(Run(Run(make, 310, "/bin/fine"), 311, "/bin/test"), code: 1);
        var cc = Run(script, 302, "/bin/cc");
        Ends(Run(cc, 303, "/bin/cc1"), code: 1);
        Ends(cc, code: 1);
        Ends(script, code: 1);
        // Later than the others, but nothing failed for it.
        Ends(Run(make, 320, "/bin/which"), code: 1);

        Assert.Equal(["script", "cc", "cc1", "which", "test"], Read(isWhole: true).Failing.Select(f => f.Pair.Comm));
    }

    /// <summary>A script that tested what there is, and has ended, cannot be expected to fail again.</summary>
    [Fact]
    public void Read_BurstOfAScriptThatHasEnded_FailedRecentlyAndIsNotFailingNow()
    {
        var make = _story.Snapshot(200, "make", null, "/bin/make");
        var configure = Run(make, 300, "/src/configure");
        var first = _story.NowNs;
        for (var i = 0; i < 75; i++)
        {
            // Each in a subshell of its own, as $(readlink …) is.
            var subshell = _story.Fork(configure, 400 + (2 * i));
            Ends(Run(subshell, 401 + (2 * i), "/bin/readlink"), code: 1);
            Ends(subshell);
            _story.NowNs += 40 * Ms;
        }

        // While it runs, it goes on.
        Assert.True(Assert.Single(Read().Failing).IsFailing);

        Ends(configure);
        var failing = Assert.Single(Read().Failing);

        Assert.Equal((75, false, true), (failing.Failures, failing.IsFailing, failing.StarterHasEnded));
        Assert.InRange(failing.LastBootNs - failing.FirstBootNs, 74 * 40 * Ms, 75 * 50 * Ms);
        Assert.InRange(failing.FirstBootNs - first, 0, 50 * Ms);
    }

    /// <summary>cron starts each job by a child of its own, which ends with the job.</summary>
    [Fact]
    public void Read_JobOfADaemonsChildren_IsFailingWhileTheDaemonRuns()
    {
        var cron = _story.Snapshot(200, "cron", null, "/sbin/cron");
        for (var i = 0; i < 3; i++)
        {
            var child = _story.Fork(cron, 300 + (2 * i));
            Ends(Run(child, 301 + (2 * i), "/opt/job"), code: 1);
            Ends(child);
            _story.NowNs += (10 + i) * Second;
        }

        var failing = Assert.Single(Read().Failing);
        Assert.Equal((true, false), (failing.IsFailing, failing.StarterHasEnded));
    }

    /// <summary>watch starts a shell for each, and no starter of the last one runs; but the rhythm shows that it goes on.</summary>
    [Fact]
    public void Read_RegularFailuresOfStartersThatEnded_AreFailing()
    {
        var watch = _story.Snapshot(200, "watch", null, "/bin/watch");
        for (var i = 0; i < 5; i++)
        {
            _story.NowNs = (10 + (2 * i)) * Second;
            var shell = Run(watch, 300 + (2 * i), "/bin/sh");
            Ends(Run(shell, 301 + (2 * i), "/opt/check"), code: 1);
            Ends(shell);
        }

        Assert.Equal((true, true), (Assert.Single(Read().Failing).IsFailing, Read().Failing[0].StarterHasEnded));
    }

    /// <summary>Rows keep their places while each fails on.</summary>
    [Fact]
    public void Read_ProgramsThatFailInTurn_KeepTheirOrder()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var orders = new HashSet<string>();
        for (var i = 0; i < 12; i++)
        {
            Ends(Run(shell, 300 + i, $"/opt/{"abc"[i % 3]}"), code: 1);
            _story.NowNs += Second;
            if (i >= 8 && i % 3 == 2)
            {
                orders.Add(string.Concat(Read().Failing.Select(f => f.Pair.Comm)));
            }
        }

        Ends(Run(shell, 400, "/opt/c"), code: 1);
        Ends(Run(shell, 401, "/opt/b"), code: 1);
        Ends(Run(shell, 402, "/opt/b"), code: 1);

        Assert.Equal("abc", Assert.Single(orders));
        Assert.Equal("bca", string.Concat(Read().Failing.Select(f => f.Pair.Comm)));
    }

    /// <summary>Two shells of one name, each with one command that failed: neither can be expected to fail again.</summary>
    [Fact]
    public void Read_SingleFailuresOfDifferentShells_AreNotFailingNow()
    {
        var init = _story.Snapshot(1, "init", null, "/sbin/init");
        var shells = new[] { _story.Snapshot(200, "bash", init, "/bin/bash"), _story.Snapshot(201, "bash", init, "/bin/bash") };
        for (var i = 0; i < 2; i++)
        {
            _story.NowNs = (10 + (25 * i)) * Second;
            Ends(Run(shells[i], 300 + i, "/bin/sh"), code: 9);
        }

        var failing = Assert.Single(Read().Failing);

        Assert.Equal((2, false, false), (failing.Failures, failing.IsFailing, failing.StarterHasEnded));
    }

    /// <summary>Of one shell, too, as long as each failed for a reason of its own: a person tries things. The same reason twice is a loop.</summary>
    [Fact]
    public void Read_FailuresOfOneShell_AreFailingNowOnceTheLastReasonComesAgain()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var isFailing = new List<bool>();
        foreach (var (seconds, code) in new[] { (10, 1), (17, 9), (40, 9) })
        {
            _story.NowNs = seconds * Second;
            Ends(Run(shell, 300 + seconds, "/bin/sh"), code);
            isFailing.Add(Assert.Single(Read().Failing).IsFailing);
        }

        Assert.Equal([false, false, true], isFailing);
    }
}
