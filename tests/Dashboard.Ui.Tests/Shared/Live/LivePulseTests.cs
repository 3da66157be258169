using Dashboard.Ui.Shared.Live;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

public sealed class LivePulseTests : Screen
{
    [Fact]
    public void Refresh_ManyBatches_IsRaisedOncePerInterval()
    {
        var pulls = CountPulls();
        var shell = Shell();
        Happen();
        Time.Advance(LivePulse.GatherDelay);
        for (var i = 0; i < 50; i++)
        {
            Story.Fork(shell, 300 + i);
            Happen();
        }

        Time.Advance(LivePulse.MinInterval);

        Assert.Equal(2, pulls());
    }

    [Fact]
    public void Refresh_FirstAfterQuiet_IsRaisedAtOnceAndTheNextAfterAnInterval()
    {
        var pulls = CountPulls();
        var shell = Shell();
        Happen();
        Time.Advance(LivePulse.GatherDelay);
        Assert.Equal(1, pulls());

        Story.Fork(shell, 300);
        Happen();
        Time.Advance(LivePulse.MinInterval - LivePulse.GatherDelay);
        Assert.Equal(1, pulls());
        Time.Advance(LivePulse.GatherDelay);
        Assert.Equal(2, pulls());

        // Quiet for longer than an interval: the next pull is immediate again.
        Tick();
        Story.Fork(shell, 301);
        Happen();
        Time.Advance(LivePulse.GatherDelay);
        Assert.Equal(3, pulls());
    }

    [Fact]
    public void Refresh_CostlyPull_NextOneWaitsInProportion()
    {
        var pulls = CountPulls(TimeSpan.FromMilliseconds(20));
        var shell = Shell();
        Happen();
        Time.Advance(LivePulse.GatherDelay);

        // A single costly pull may be an outlier.
        Story.Fork(shell, 300);
        Happen();
        Time.Advance(LivePulse.MinInterval);
        Assert.Equal(2, pulls());

        Story.Fork(shell, 301);
        Happen();
        Time.Advance(LivePulse.MinInterval * 3);
        Assert.Equal(2, pulls());
        Time.Advance(LivePulse.MinInterval * 2);
        Assert.Equal(3, pulls());
    }

    [Fact]
    public void Refresh_BrowserThatHardlyDraws_NextOneWaitsInProportion()
    {
        var pulls = CountPulls();
        Get<LivePulse>().SetDrawCost(TimeSpan.FromMilliseconds(40));
        var shell = Shell();
        Happen();
        Time.Advance(LivePulse.GatherDelay);

        Story.Fork(shell, 300);
        Happen();
        Time.Advance(LivePulse.MinInterval * 3);
        Assert.Equal(1, pulls());
        Time.Advance(LivePulse.MinInterval);
        Assert.Equal(2, pulls());
    }

    [Fact]
    public async Task Watch_HiddenOrDisconnected_RestsAndCatchesUpWhenSeen()
    {
        var pulls = CountPulls();
        var seconds = 0;
        var pulse = Get<LivePulse>();
        pulse.Second += () =>
        {
            seconds++;
            return Task.CompletedTask;
        };

        await pulse.ShowAsync(false);
        var shell = Shell();
        Happen();
        Tick(10);
        Assert.Equal((0, 0), (pulls(), seconds));

        // Visible again, but its browser is disconnected.
        await pulse.ConnectAsync(false);
        await pulse.ShowAsync(true);
        Tick(10);
        Assert.Equal((0, 0), (pulls(), seconds));

        await pulse.ConnectAsync(true);
        Time.Advance(LivePulse.GatherDelay);
        Assert.Equal((1, 1), (pulls(), seconds));
        Tick(2);
        Assert.Equal((1, 3), (pulls(), seconds));

        Story.Fork(shell, 300);
        Happen();
        Tick();
        Assert.Equal(2, pulls());
    }

    [Fact]
    public void Refresh_NothingNew_IsNotRaised()
    {
        var pulls = CountPulls();

        Tick(10);

        Assert.Equal(0, pulls());
    }

    [Fact]
    public async Task Refresh_Paused_IsNotRaised()
    {
        var pulls = CountPulls();
        await Get<LivePulse>().PauseAsync();

        Shell();
        Happen();
        Tick(10);

        Assert.Equal(0, pulls());
    }

    private Func<int> CountPulls(TimeSpan cost = default)
    {
        var pulls = 0;
        Get<LivePulse>().Refresh += () =>
        {
            pulls++;
            Time.SetUtcNow(Time.GetUtcNow() + cost);
            return Task.CompletedTask;
        };
        return () => pulls;
    }

    [Fact]
    public async Task Release_LastReason_ResumesUnlessTheViewerPaused()
    {
        var pulse = Get<LivePulse>();
        await pulse.HoldAsync("menu");
        await pulse.HoldAsync("selection");
        await pulse.ReleaseAsync("menu");
        Assert.True(pulse.Paused);
        await pulse.ReleaseAsync("selection");
        Assert.False(pulse.Paused);

        await pulse.PauseAsync();
        await pulse.HoldAsync("menu");
        await pulse.ReleaseAsync("menu");
        Assert.True(pulse.Paused);

        // Resuming by hand clears the hold reasons.
        await pulse.HoldAsync("scroll");
        await pulse.TogglePauseAsync();
        Assert.False(pulse.Paused);
    }
}
