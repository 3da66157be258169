using Dashboard.Core.Feeds;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Ui.Shared.Live;

namespace Dashboard.Ui.Tree;

/// <summary>Losses within the time span of the tree's bars. One per page.</summary>
public sealed class TreeLosses(Capture capture, LivePulse pulse)
{
    /// <summary>Bands are at least 1/60 of the span wide and closer ones are merged, which also bounds their number.</summary>
    private const int MaxBands = 60;

    private readonly LossBands _bands = new();

    /// <summary>Oldest first, at most about <see cref="MaxBands"/>.</summary>
    public IReadOnlyList<LossBand> Shown { get; private set; } = [];

    /// <summary>Reads new losses; true when <see cref="Shown"/> has changed.</summary>
    public bool Update(long spanNs)
    {
        capture.Store.Read(view =>
        {
            _bands.Update(view);
            return true;
        });
        var now = pulse.NowBootNs;
        var shown = _bands.Within(now - spanNs, now, spanNs / MaxBands);
        if (shown.SequenceEqual(Shown))
        {
            return false;
        }

        Shown = shown;
        return true;
    }
}
