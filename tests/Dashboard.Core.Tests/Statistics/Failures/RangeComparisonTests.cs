using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Failures;

public sealed class RangeComparisonTests
{
    [Fact]
    public void Of_PathThatFailsOnlyInside_IsSaidOnceAndMostNarrowly()
    {
        var inside = Failures((30, "make", "/opt/broken", 2), (5, "sh", "/bin/tool", 13));
        var outside = Failures((40, "sh", "/bin/tool", 13));

        var found = Assert.Single(RangeComparison.Of(inside, outside));

        Assert.Equal(("ENOENT", "make", "/opt/broken", 30L), (found.Group.Errno, found.Group.Comm, found.Group.Path, found.Group.Count));
        Assert.Equal((35, 0, 40), (found.InsideTotal, found.OutsideCount, found.OutsideTotal));
    }

    [Fact]
    public void Of_ManyPathsOfOneName_SaysTheName()
    {
        var inside = Failures([.. Enumerable.Range(0, 40).Select(i => (1, "storm", $"/x/{i}", 2)), (10, "sh", "/bin/tool", 2)]);
        var outside = Failures((50, "sh", "/bin/tool", 2));

        var found = RangeComparison.Of(inside, outside);

        Assert.Equal(("storm", null, 40L), (found[0].Group.Comm, found[0].Group.Path, found[0].Group.Count));
    }

    [Fact]
    public void Of_SameMixtureInsideAndOutside_FindsNothing()
        => Assert.Empty(RangeComparison.Of(
            Failures((10, "a", "/a", 2), (20, "b", "/b", 13)), Failures((11, "a", "/a", 2), (19, "b", "/b", 13))));

    [Fact]
    public void Of_TwoFailures_AreChance()
        => Assert.Empty(RangeComparison.Of(Failures((2, "a", "/a", 2)), Failures((500, "b", "/b", 13))));

    [Fact]
    public void Of_NothingOutside_HasNothingToCompareWith()
        => Assert.Empty(RangeComparison.Of(Failures((30, "a", "/a", 2)), new ErrnoBreakdown()));

    private static ErrnoBreakdown Failures(params (int Count, string Comm, string Path, int Errno)[] groups)
    {
        var breakdown = new ErrnoBreakdown();
        foreach (var (count, comm, path, errno) in groups)
        {
            for (var i = 0; i < count; i++)
            {
                breakdown.Count(new ExecExitEvent { Syscall = "execve", Comm = comm, Path = path, Ret = -errno, Time = new Timestamp(Story.EpochUnixNs) });
            }
        }

        return breakdown;
    }
}
