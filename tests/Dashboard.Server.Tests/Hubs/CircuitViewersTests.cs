using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Server.Hubs;
using Dashboard.Ui.Shared.Live;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Hubs;

public sealed class CircuitViewersTests
{
    [Fact]
    public async Task Connection_LostAndBack_PageRestsMeanwhileAndIsNoViewer()
    {
        var time = new FakeTimeProvider();
        var store = new LifecycleStore(new CaptureClock(0, () => Timestamp.From(time.GetUtcNow()).UnixNs));
        using var pulse = new LivePulse(new Capture(store, () => new FeedStatus { Source = FeedSource.Bpf }, null), time);
        var viewers = new ViewerCount();
        var page = new CircuitViewers(viewers, pulse);

        await page.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal((1, true), (viewers.Now, pulse.Watched));

        await page.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal((0, false), (viewers.Now, pulse.Watched));

        await page.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal((1, true), (viewers.Now, pulse.Watched));
    }
}
