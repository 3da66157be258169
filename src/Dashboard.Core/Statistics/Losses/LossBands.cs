using Dashboard.Core.Events;
using Dashboard.Core.History;

namespace Dashboard.Core.Statistics.Losses;

/// <summary>The periods of a capture with losses. Reads the history only when a new loss was reported.</summary>
public sealed class LossBands
{
    /// <summary>Maximum length of <see cref="All"/>; beyond it, neighbours are joined.</summary>
    public const int MaxBands = 200;

    private readonly List<LossBand> _bands = [];
    private long _reported;
    private long _readTo;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LossBand> All => _bands;

    /// <summary>Adds the losses since the last call; inside LifecycleStore.Read.</summary>
    public void Update(StoreReader view)
    {
        var reported = view.Counters.ByKind.GetValueOrDefault(EventKind.Lost);
        if (reported == _reported)
        {
            return;
        }

        foreach (var held in view.Events.Forwards(_readTo))
        {
            // A count of 0 means that events were shortened, not lost.
            if (held.Event is LostEvent { Count: > 0 } lost)
            {
                var to = lost.To is { } end ? view.Clock.ToBootNs(end) : lost.BootNs;
                if (view.Clock.WasSet)
                {
                    // An ambiguous clock reading is resolved to the later boot time, but no loss is later than its report.
                    to = Math.Min(to, lost.BootNs);
                }

                var from = lost.From is { } begin ? view.Clock.ToBootNs(begin) : to;
                Add(new LossBand(Math.Min(from, to), to, lost.Count, lost.Cause) { Culprit = lost.Culprits?.FirstOrDefault() });
            }
        }

        (_reported, _readTo) = (reported, view.Events.LastSeq);
    }

    /// <summary>
    /// The periods in a time range, oldest first, joined where less than <paramref name="gapNs"/> is between them, because the
    /// gap would not be visible.
    /// </summary>
    public IReadOnlyList<LossBand> Within(long fromNs, long toNs, long gapNs)
    {
        var inside = new List<LossBand>();
        foreach (var band in _bands.Where(b => b.ToNs >= fromNs && b.FromNs <= toNs))
        {
            if (inside.Count > 0 && band.FromNs - inside[^1].ToNs < gapNs)
            {
                inside[^1] = inside[^1].With(band);
            }
            else
            {
                inside.Add(band);
            }
        }

        return inside;
    }

    private void Add(LossBand band)
    {
        if (_bands.Count > 0 && (_bands[^1].ToNs >= band.FromNs || _bands.Count >= MaxBands))
        {
            _bands[^1] = _bands[^1].With(band);
            return;
        }

        _bands.Add(band);
    }
}
