using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf;

namespace Dashboard.Tracing.Tests.Bpf;

public sealed class LossWatchTests
{
    private readonly LossWatch _losses = new();
    private readonly List<LifecycleEvent> _events = [];

    [Fact]
    public void Check_HoleThatTheNextBatchFills_IsNoLoss()
    {
        Check(missing: 1);
        Check(missing: 0);
        Check(missing: 0);

        Assert.Empty(_events);
    }

    [Fact]
    public void Check_HoleThatStays_IsToldOnce()
    {
        Check(missing: 2);
        Check(missing: 2);
        Check(missing: 2);

        var lost = Assert.IsType<LostEvent>(Assert.Single(_events));
        Assert.Equal((2, LossWatch.SequenceHole), (lost.Count, lost.Cause));
    }

    private void Check(long missing) => _losses.Check(default, missing, 0, default, 0, _events);
}
