using Dashboard.Core.Events;
using Dashboard.Core.History;

namespace Dashboard.Core.Statistics;

/// <summary>Where a capture is short. Looks into the history only when it has told a new loss.</summary>
public sealed class LossBands
{
    /// <summary>Bound of <see cref="All"/>: beyond, neighbours are joined.</summary>
    public const int Most = 200;

    private readonly List<LossBand> _bands = [];
    private long _told;
    private long _readTo;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LossBand> All => _bands;

    /// <summary>Takes in what came since the last call; inside LifecycleStore.Read.</summary>
    public void Update(StoreView view)
    {
        var told = view.Counters.ByKind.GetValueOrDefault(EventKinds.Lost);
        if (told == _told)
        {
            return;
        }

        foreach (var held in view.Events.Forwards(_readTo))
        {
            if (held.Event is LostEvent lost)
            {
                var to = lost.To is { } end ? view.Clock.ToBootNs(end) : lost.BootNs;
                var from = lost.From is { } begin ? view.Clock.ToBootNs(begin) : to;
                Add(new LossBand(Math.Min(from, to), to, lost.Count));
            }
        }

        (_told, _readTo) = (told, view.Events.LastSeq);
    }

    private void Add(LossBand band)
    {
        if (_bands.Count > 0 && (_bands[^1].ToNs >= band.FromNs || _bands.Count >= Most))
        {
            var last = _bands[^1];
            _bands[^1] = new LossBand(Math.Min(last.FromNs, band.FromNs), Math.Max(last.ToNs, band.ToNs), last.Count + band.Count);
            return;
        }

        _bands.Add(band);
    }
}
