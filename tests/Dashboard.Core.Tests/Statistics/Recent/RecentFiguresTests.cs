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

/// <summary>Both ways to the same figures: at once, and by a window that moves along with the events.</summary>
public sealed class RecentFiguresTests
{
    private const long Ms = 1_000_000;
    private const long Second = 1_000 * Ms;
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

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

    [Fact]
    public void Read_Ended_AreThoseOfTheLastMinuteNewestFirst()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 299, "/bin/long-ago"));
        _story.NowNs += 61 * Second;
        for (var i = 0; i < 15; i++)
        {
            Ends(Run(shell, 300 + i, "/bin/job"), code: i % 5 == 0 ? 1 : 0);
        }

        var figures = Read();

        Assert.Equal((15, 3), (figures.Ended, figures.EndedFailed));
        Assert.Equal(Enumerable.Range(0, RecentFigures.MaxNewest).Select(i => 314 - i), figures.Newest.Select(p => p.Id.Pid));
        Assert.Equal(("job", "/bin/job", 200, 2 * Ms), (figures.Newest[0].Comm, figures.Newest[0].Args?[0], figures.Newest[0].Parent?.Pid, figures.Newest[0].LifetimeNs));
        Assert.Equal((3, 16, 1), (figures.Programs.Count, figures.Programs.Runs, figures.Programs.Already));
    }

    [Fact]
    public void Read_OlderThanFiveMinutes_IsInNoFigure_AndOfTheWholeCaptureItIs()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 300, "/bin/old"), code: 1);
        _story.NowNs += 301 * Second;
        Ends(Run(shell, 301, "/bin/new"));

        var figures = Read();
        Assert.Equal((0, 2, 1), (figures.FailedPrograms, figures.Programs.Count, figures.Spawners.Count));
        Assert.Equal(figures.NowBootNs - RecentFigures.WindowNs, figures.FromBootNs);

        var whole = Read(isWhole: true);
        Assert.Equal((1, 3, 2, 2), (whole.FailedPrograms, whole.Programs.Count, whole.Spawners.Count, whole.Ended));
    }

    [Fact]
    public void Read_ManyShortLivesOfOneParent_AreAStorm()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var other = _story.Snapshot(201, "make", null, "/bin/make");
        for (var i = 0; i < Storm.MinCount; i++)
        {
            Ends(Run(shell, 300 + i, "/bin/true"), code: i < 2 ? 1 : 0);
            if (i > 0)
            {
                Ends(Run(other, 1_000 + i, "/bin/true"));
            }

            // As many, but each takes its time.
            var slow = Run(other, 2_000 + i, "/bin/cc");
            _story.NowNs = slow.StartNs + Storm.MaxMedianNs;
            Ends(slow);
        }

        var storm = Assert.Single(Read().Storms);
        Assert.Equal((new ProcessReference(shell, 200, "bash"), "true", Storm.MinCount, 2, 2 * Ms), (storm.Parent, storm.Comm, storm.Count, storm.Failed, storm.MedianNs));
    }

    /// <summary>Each stays for the whole window, with its time and one count.</summary>
    [Fact]
    public void Read_StormsOfTheLastMinutes_StayTheLastFiveThatBeganLastFirst()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var began = new List<long>();
        for (var storm = 0; storm < RecentFigures.MaxStorms + 2; storm++)
        {
            began.Add(_story.NowNs);
            for (var i = 0; i < Storm.MinCount + storm; i++)
            {
                Ends(Run(shell, 1_000 + (storm * 1_000) + i, $"/bin/s{storm}"));
            }

            _story.NowNs += 30 * Second;
        }

        var storms = Read().Storms;

        Assert.Equal(["s6", "s5", "s4", "s3", "s2"], storms.Select(s => s.Comm));
        Assert.Equal([106, 105, 104, 103, 102], storms.Select(s => s.Count));
        Assert.Equal(began[2..].Select(ns => Story.EpochUnixNs + ns).Reverse(), storms.Select(s => s.First.UnixNs));
        Assert.All(storms, s => Assert.Equal(s.First.UnixNs + ((3 * s.Count) - 1) * Ms, s.Last.UnixNs));
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

    [Fact]
    public void Read_Filter_SelectsTheProcessesOfAllFigures()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 300, "/bin/one"), code: 1);
        Ends(Run(shell, 301, "/bin/two"), code: 1);

        var figures = Read("comm:two");

        Assert.Equal(
            (1, 1, 1, 1, 1),
            (figures.Ended, figures.FailedPrograms, figures.Newest.Count, figures.Programs.Runs, figures.Spawners.Count));
    }

    [Fact]
    public void Read_Lost_NamesTheLossesOfTheWindow()
    {
        _story.Snapshot(200, "bash", null, "/bin/bash");
        _story.Lost(5, "ring full");
        _story.NowNs += 400 * Second;
        _story.Lost(7, "ring full");

        Assert.Equal(7, Read().Losses.Sum(band => band.Count));
    }

    /// <summary>The window reads what is new; the figures must be those that reading everything gives.</summary>
    [Fact]
    public void Read_BitByBit_GivesWhatReadingAllAtOnceGives()
    {
        var random = new Random(17);
        var reader = new RecentReader(Filter.Everything, false, 0);
        var failed = new RecentReader(Parse("is:failed -is:zombie"), false, 0);
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var running = new List<ProcessId>();
        var zombies = new List<ProcessId>();
        for (var i = 0; i < 4_000; i++)
        {
            _story.NowNs += random.Next(400) * Ms;
            switch (random.Next(5))
            {
                case < 2:
                    running.Add(Run(random.Next(4) == 0 && running.Count > 0 ? running[random.Next(running.Count)] : shell, 1_000 + i, $"/bin/p{random.Next(9)}"));
                    break;
                case < 4 when running.Count > 0:
                    zombies.Add(running[random.Next(running.Count)]);
                    running.Remove(zombies[^1]);
                    Ends(zombies[^1], code: random.Next(3));
                    break;
                case 4 when zombies.Count > 0:
                    _story.Reap(zombies[^1]);
                    zombies.RemoveAt(zombies.Count - 1);
                    break;
            }

            if (i % 37 == 0)
            {
                AssertSame(Read(), Read(reader));
                AssertSame(Read("is:failed -is:zombie"), Read(failed));
            }
        }

        Assert.True(Read().Ended > 10);
    }

    private static void AssertSame(RecentFigures wanted, RecentFigures given)
    {
        Assert.Equal((wanted.Ended, wanted.EndedFailed, wanted.FailedPrograms, wanted.FailingPrograms), (given.Ended, given.EndedFailed, given.FailedPrograms, given.FailingPrograms));
        Assert.Equal(wanted.Programs.Top(ProgramOrder.Name, 100), given.Programs.Top(ProgramOrder.Name, 100));
        Assert.Equal(wanted.Spawners, given.Spawners);
        Assert.Equal(wanted.Newest.Select(p => (p.Id, p.State)), given.Newest.Select(p => (p.Id, p.State)));
        Assert.Equal(wanted.Failing.Select(f => (f.Pair, f.Failures, f.Interval, f.IsFailing)), given.Failing.Select(f => (f.Pair, f.Failures, f.Interval, f.IsFailing)));
        Assert.Equal(wanted.Storms, given.Storms);
    }

    private ProcessId Run(ProcessId parent, int pid, string path)
    {
        var id = _story.Fork(parent, pid);
        _story.Exec(id, path);
        return id;
    }

    private void Ends(ProcessId id, int code = 0) => _story.Exit(id, code);

    private static Filter Parse(string filter) => Filter.TryParse(filter, out var wanted, out _) ? wanted : throw new ArgumentException(filter);

    private RecentFigures Read(string filter = "", bool isWhole = false) => Read(new RecentReader(Parse(filter), isWhole, 0));

    private RecentFigures Read(RecentReader reader)
    {
        _store.Apply(_story.Take());
        return reader.Read(new QueryRun(_store, TimeProvider.System), _store.Clock.NowBootNs);
    }
}
