using Dashboard.Ui.State;
using Xunit;

namespace Dashboard.Ui.Tests.State;

public sealed class LivePulseTests : Screen
{
    [Fact]
    public void Refresh_ManyBatches_IsRaisedOncePerInterval()
    {
        var pulls = CountPulls();
        var shell = Shell();
        for (var i = 0; i < 50; i++)
        {
            Story.Fork(shell, 300 + i);
            Happen();
        }

        Time.Advance(LivePulse.Quickest);

        Assert.Equal(1, pulls());
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

    private Func<int> CountPulls()
    {
        var pulls = 0;
        Get<LivePulse>().Refresh += () =>
        {
            pulls++;
            return Task.CompletedTask;
        };
        return () => pulls;
    }

    [Fact]
    public async Task Release_LastReason_GoesOnUnlessSomebodyPaused()
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

        // Going on by hand forgets why it stood.
        await pulse.HoldAsync("scroll");
        await pulse.TogglePauseAsync();
        Assert.False(pulse.Paused);
    }
}
