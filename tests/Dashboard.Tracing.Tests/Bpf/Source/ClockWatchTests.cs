using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Tests.Bpf.Source;

/// <summary>When the wall clock counts as set, and the time from which that applies.</summary>
public sealed class ClockWatchTests
{
    private const long Ms = 1_000_000;
    private const long Hour = 3_600_000 * Ms;
    private const long Epoch = 1_790_000_000_000 * Ms;

    private readonly ClockWatch _watch;
    private long _nowNs = 1_000 * Ms;
    private long _offsetNs = Epoch;

    /// <summary>Time between the two readings of the boot clock.</summary>
    private long _gapNs = 80;

    /// <summary>The reading for which there is no memory; 0 for none.</summary>
    private int _failIn;

    public ClockWatchTests() => _watch = new ClockWatch(Read);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Check_ClockWasSet_ReportsItOnceAndLaterEventsHaveIt(int hours)
    {
        Assert.Null(_watch.Check(_nowNs));
        var checkedNs = _nowNs;
        _nowNs += 100 * Ms;
        _offsetNs += hours * Hour;

        var first = _nowNs - (2 * Ms);
        var set = _watch.Check(first)!;

        Assert.InRange(set.FromOffsetNs, Epoch - 100, Epoch + 100);
        Assert.InRange(set.ToOffsetNs, _offsetNs - 100, _offsetNs + 100);
        Assert.Equal((first, first + set.ToOffsetNs), (set.BootNs, set.Time.UnixNs));
        Assert.Equal(checkedNs + set.FromOffsetNs, _watch.Wall.ToTimestamp(checkedNs).UnixNs);
        _nowNs += 100 * Ms;
        Assert.Null(_watch.Check(_nowNs));
    }

    [Fact]
    public void Check_RecordsBeforeTheLastCheck_KeepTheirTime()
    {
        _watch.Check(null);
        var checkedNs = _nowNs;
        _nowNs += 100 * Ms;
        _offsetNs += Hour;

        var set = _watch.Check(checkedNs - (50 * Ms))!;

        Assert.InRange(set.BootNs, checkedNs + 1, checkedNs + 1_000);
        Assert.Equal(checkedNs - (50 * Ms) + set.FromOffsetNs, _watch.Wall.ToTimestamp(checkedNs - (50 * Ms)).UnixNs);
    }

    /// <summary>The next check finds what this one would have found.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Check_MemoryRunsOut_ChangesNothing(int failingReading)
    {
        _watch.Check(null);
        var first = _nowNs + (50 * Ms);
        _nowNs += 100 * Ms;
        _offsetNs += Hour;

        _failIn = failingReading;
        Assert.Throws<OutOfMemoryException>(() => _watch.Check(first));
        Assert.False(_watch.Wall.WasSet);

        Assert.Equal(first, _watch.Check(first)!.BootNs);
    }

    [Fact]
    public void Check_NothingHappenedMeanwhile_CountsFromNow()
    {
        _nowNs += 1_000 * Ms;
        _offsetNs += Hour;

        Assert.InRange(_watch.Check(null)!.BootNs, _nowNs - 1_000, _nowNs);
    }

    [Fact]
    public void Check_ThreadWasInterruptedBetweenTheReadings_IsNoSetting()
    {
        _gapNs = 50 * Ms;

        Assert.Null(_watch.Check(null));
        Assert.False(_watch.Wall.WasSet);
    }

    [Fact]
    public void Check_SetByLessThanIsReported_MovesLaterEventsAndIsReportedOnceItAddsUp()
    {
        List<ClockEvent> reported = [];
        for (var i = 0; i < 4; i++)
        {
            _nowNs += 100 * Ms;
            _offsetNs += 3 * Ms;
            reported.AddRange(_watch.Check(_nowNs) is { } set ? [set] : []);
            Assert.InRange(_watch.Wall.OffsetNs, _offsetNs - 100, _offsetNs + 100);
        }

        var only = Assert.Single(reported);
        Assert.InRange(only.ToOffsetNs - only.FromOffsetNs, (12 * Ms) - 200, (12 * Ms) + 200);
    }

    private ClockReading Read()
    {
        if (_failIn > 0 && --_failIn == 0)
        {
            throw new OutOfMemoryException();
        }

        // The wall clock comes in steps of 100 ns, as .NET gives it.
        var wall = (_nowNs + (_gapNs / 2) + _offsetNs) / 100 * 100;
        var reading = new ClockReading(_nowNs, wall, _nowNs + _gapNs);
        _nowNs += _gapNs;
        return reading;
    }
}
