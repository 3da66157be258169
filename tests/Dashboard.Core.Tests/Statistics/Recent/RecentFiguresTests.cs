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

/// <summary>What ended, storms, filters, losses; and that both ways give the same.</summary>
public sealed class RecentFiguresTests : RecentTestBase
{
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
}
