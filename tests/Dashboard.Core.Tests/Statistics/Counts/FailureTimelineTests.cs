using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Counts;

public sealed class FailureTimelineTests
{
    private const long T = 1_790_000_000;

    [Fact]
    public void Series_Failures_AreStackedByErrnoInEqualSteps()
    {
        var timeline = new FailureTimeline();
        Add(timeline, 0, 2, 3);
        Add(timeline, 0, 13, 1);
        Add(timeline, 2, 13, 9);

        var series = timeline.Series(At(0), At(3), 100, 6);

        Assert.Equal((T, 1, 4), (series.FromSeconds, series.WidthSeconds, series.Steps));
        Assert.Equal(["EACCES", "ENOENT"], series.Rows.Select(r => r.Name!));
        Assert.Equal([1, 0, 9, 0], series.Rows[0].Counts);
        Assert.Equal([3, 0, 0, 0], series.Rows[1].Counts);
    }

    [Fact]
    public void Series_MoreErrnosThanRows_SumsTheRareOnes()
    {
        var timeline = new FailureTimeline();
        for (var errno = 1; errno <= 9; errno++)
        {
            Add(timeline, 0, errno, 100 - errno);
        }

        var rows = timeline.Series(At(0), At(0), 10, 3).Rows;

        Assert.Equal(["EPERM", "ENOENT", null], rows.Select(r => r.Name));
        Assert.Equal(Enumerable.Range(3, 7).Sum(e => 100 - e), rows[2].Counts.Sum());
    }

    /// <summary>A seccomp(2) filter may make a call return any number.</summary>
    [Theory]
    [InlineData(70, 6)]
    [InlineData(70, 200)]
    [InlineData(64, 64)]
    public void Series_MoreErrnosThanAStepKeepsApart_AreOneRestAtTheEnd(int errnos, int maxSeries)
    {
        var timeline = new FailureTimeline();
        for (var errno = 1; errno <= errnos; errno++)
        {
            Add(timeline, 0, errno, 1);
            Add(timeline, 1, errno, 1);
        }

        var rows = timeline.Series(At(0), At(1), 10, maxSeries).Rows;

        Assert.InRange(rows.Count, 1, maxSeries);
        Assert.Equal(2 * errnos, rows.Sum(r => r.Counts.Sum()));
        Assert.DoesNotContain(rows.Take(rows.Count - 1), r => r.Name is null);
        Assert.Equal(errnos > 64, rows[^1].Name is null);
        Assert.All(rows, r => Assert.NotEqual(0, r.Counts.Sum()));
    }

    [Theory]
    [InlineData(30, 100)]
    [InlineData(600, 100)]
    [InlineData(5_000, 100)]
    [InlineData(200_000, 40)]
    public void Series_AnySpan_CountsEverythingInAtMostSoManySteps(int seconds, int maxSteps)
    {
        var timeline = new FailureTimeline();
        var stride = Math.Max(1, seconds / 2_000);
        long expected = 0;
        for (var at = 0; at < seconds; at += stride)
        {
            Add(timeline, at, 2, 1);
            expected++;
        }

        var series = timeline.Series(At(0), At(seconds), maxSteps, 6);

        Assert.InRange(series.Steps, 1, maxSteps);
        Assert.Equal(expected, series.Rows.Sum(r => r.Counts.Sum()));
    }

    [Fact]
    public void Series_LastMinutesOfALongCapture_AreKeptByTheSecond()
    {
        var timeline = new FailureTimeline();
        for (var at = 0; at < 100_000; at += 7)
        {
            Add(timeline, at, 2, 1);
        }

        Add(timeline, 100_000, 13, 5);

        var series = timeline.Series(At(99_990), At(100_000), 100, 6);

        Assert.Equal(1, series.WidthSeconds);
        Assert.Equal(5, series.Rows.Single(r => r.Name == "EACCES").Counts[^1]);
    }

    [Fact]
    public void Add_LateEvent_CountsWhereItBelongs()
    {
        var timeline = new FailureTimeline();
        Add(timeline, 5, 2, 1);
        Add(timeline, 3, 2, 4);

        Assert.Equal([4, 0, 1], Assert.Single(timeline.Series(At(3), At(5), 100, 6).Rows).Counts);
    }

    private static Timestamp At(long second) => new((T + second) * 1_000_000_000);

    private static void Add(FailureTimeline timeline, long second, int errno, int count) => timeline.Add(At(second), errno, count);
}
