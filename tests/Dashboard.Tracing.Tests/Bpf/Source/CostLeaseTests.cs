using Dashboard.Tracing.Bpf.Source;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tracing.Tests.Bpf.Source;

public sealed class CostLeaseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<bool> _switched = [];
    private int _errno;

    [Fact]
    public void Measures_WithoutViewers_Not()
    {
        using var lease = NewLease();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(lease.Measures);
        Assert.Empty(_switched);
    }

    [Fact]
    public void Renew_OnceAndNoMore_MeasuresUntilItLapses()
    {
        using var lease = NewLease();
        lease.Renew(TimeSpan.FromSeconds(5));
        Assert.True(lease.Measures);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(lease.Measures);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.False(lease.Measures);
        Assert.Equal([true, false], _switched);
    }

    [Fact]
    public void Renew_EachSecond_MeasuresOnWithoutABreak()
    {
        using var lease = NewLease();
        for (var i = 0; i < 20; i++)
        {
            lease.Renew(TimeSpan.FromSeconds(5));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([true], _switched);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([true, false], _switched);
        lease.Renew(TimeSpan.FromSeconds(5));
        Assert.Equal([true, false, true], _switched);
    }

    [Fact]
    public void Dispose_WhileMeasuring_EndsItForGood()
    {
        var lease = NewLease();
        lease.Renew(TimeSpan.FromSeconds(5));
        lease.Dispose();
        lease.Renew(TimeSpan.FromSeconds(5));
        Assert.Equal([true, false], _switched);
    }

    [Fact]
    public void Renew_WhereTheKernelRefuses_MeasuresNothingAndKnowsWhy()
    {
        _errno = 1;
        using var lease = NewLease();
        lease.Renew(TimeSpan.FromSeconds(5));
        Assert.Equal((false, 1), (lease.Measures, lease.Refusal));

        // Allowed later: the next renewal detects it.
        _errno = 0;
        _time.Advance(TimeSpan.FromSeconds(1));
        lease.Renew(TimeSpan.FromSeconds(5));
        Assert.Equal((true, 0), (lease.Measures, lease.Refusal));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal([true, true, false], _switched);
    }

    private CostLease NewLease() => new(
        on =>
        {
            _switched.Add(on);
            return _errno;
        },
        _time);
}
