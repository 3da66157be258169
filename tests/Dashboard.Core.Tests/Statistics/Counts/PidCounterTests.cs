using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Counts;

public sealed class PidCounterTests
{
    private const long T = Story.EpochUnixNs / 1_000_000_000;
    private readonly PidCounter _counter = new();

    [Fact]
    public void TimeToWrap_SteadyPace_IsWhatIsLeftByTheNumbersASecond()
    {
        for (var second = 0; second < 10; second++)
        {
            // Two pids each: a process and one thread.
            Fork(second, 1000 + second * 20);
            Fork(second, 1010 + second * 20);
        }

        Assert.Equal(2, _counter.ForksPerSecond(At(10), 30));
        Assert.Equal(19, _counter.NumbersPerSecond(At(10), 30));
        Assert.Equal((32_768 - 1190) / 19.0, _counter.TimeToWrap(At(10), 32_768, 30)!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void TimeToWrap_NothingForked_IsNotKnown()
    {
        Assert.Null(_counter.TimeToWrap(At(0), 32_768, 30));
        Fork(0, 500);
        Assert.Null(_counter.TimeToWrap(At(50), 32_768, 30));
        Assert.Null(_counter.TimeToWrap(At(1), null, 30));
    }

    [Fact]
    public void Wraps_NumbersComeRound_AreCounted()
    {
        foreach (var pid in new[] { 32_000, 32_700, 301, 5_000, 32_100, 300 })
        {
            Fork(0, pid);
        }

        Assert.Equal((2, 300), (_counter.Wraps, _counter.Last));
    }

    [Fact]
    public void Wraps_CounterSetBackALittle_IsNone()
    {
        // ns_last_pid, and two CPUs that report their forks in another order.
        foreach (var pid in new[] { 4_312, 4_312, 4_300, 4_313, 4_312 })
        {
            Fork(0, pid);
        }

        Assert.Equal(0, _counter.Wraps);
    }

    private static Timestamp At(long second) => new((T + second) * 1_000_000_000);

    private void Fork(long second, int pid) => _counter.Count(new ForkEvent { Process = new ProcessId(pid, 1) }, At(second));
}
