using Dashboard.Core.Feeds;
using Dashboard.Core.Statistics.Losses;

namespace Dashboard.Ui.Tree;

/// <summary>Losses on the time axis of the tree's bars. One per page.</summary>
public sealed class TreeLosses(Capture capture)
{
    /// <summary>Bands are at least 1/60 of the span wide and closer ones are merged, which also bounds their number.</summary>
    private const int MaxBands = 60;

    private readonly LossBands _bands = new();

    /// <summary>Oldest first, at most about <see cref="MaxBands"/>.</summary>
    public IReadOnlyList<LossBand> Shown { get; private set; } = [];

    /// <summary>Reads new losses; true when <see cref="Shown"/> has changed.</summary>
    public bool Update(TreeAxis axis)
    {
        capture.Store.Read(view =>
        {
            _bands.Update(view);
            return true;
        });
        var shown = _bands.Within(axis.FromNs, axis.ToNs, (axis.ToNs - axis.FromNs) / MaxBands);
        if (shown.SequenceEqual(Shown))
        {
            return false;
        }

        Shown = shown;
        return true;
    }
}
