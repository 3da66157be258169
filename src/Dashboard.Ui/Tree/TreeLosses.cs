using Dashboard.Core.Feeds;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Ui.Shared.Live;

namespace Dashboard.Ui.Tree;

/// <summary>What was lost in the time that the tree's bars show. One per page.</summary>
public sealed class TreeLosses(Capture capture, LivePulse pulse)
{
    /// <summary>A band is as wide as this share of the bars at the least, so nearer ones are one; also bounds how many there are.</summary>
    private const int MostBands = 60;

    private readonly LossBands _bands = new();

    /// <summary>Oldest first, at most about <see cref="MostBands"/>.</summary>
    public IReadOnlyList<LossBand> Shown { get; private set; } = [];

    /// <summary>Reads what came; true when there is something else to show than before.</summary>
    public bool Update(long spanNs)
    {
        capture.Store.Read(view =>
        {
            _bands.Update(view);
            return true;
        });
        var now = pulse.NowBootNs;
        var shown = _bands.Within(now - spanNs, now, spanNs / MostBands);
        if (shown.SequenceEqual(Shown))
        {
            return false;
        }

        Shown = shown;
        return true;
    }
}
