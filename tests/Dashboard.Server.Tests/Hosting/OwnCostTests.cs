using Dashboard.Core.Feeds;
using Dashboard.Server.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Hosting;

public sealed class OwnCostTests
{
    [Fact]
    public void Measure_AfterASecond_IsTheShareSinceTheLastOne()
    {
        var time = new FakeTimeProvider();
        var cpu = TimeSpan.FromSeconds(2);
        var cost = new OwnCost(time, () => cpu);

        time.Advance(TimeSpan.FromSeconds(2));
        cpu += TimeSpan.FromSeconds(0.5);
        Assert.Equal(new CpuShares(0.25, 0.1), cost.Measure(200_000_000));

        // Within the window all callers get the same values.
        time.Advance(TimeSpan.FromSeconds(0.5));
        cpu += TimeSpan.FromSeconds(0.4);
        Assert.Equal(new CpuShares(0.25, 0.1), cost.Measure(300_000_000));
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(new CpuShares(0.4, 0.1), cost.Measure(300_000_000));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new CpuShares(0, null), cost.Measure(null));
    }
}
