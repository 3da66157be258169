namespace Dashboard.Ui.Shared.Charts;

/// <summary>
/// Gives each series one of the colours --series-1 … of css/tokens.css and lets it keep it: an errno that changed its
/// colour because another overtook it could not be followed.
/// </summary>
public sealed class SeriesColours
{
    /// <summary>Colours there are; the last is that of the rest.</summary>
    public const int Count = 6;

    private readonly string?[] _taken = new string?[Count - 1];

    /// <summary>The places of some series, 0 … <see cref="Count"/> - 1; those of series that are gone become free.</summary>
    public IReadOnlyList<int> Place(IReadOnlyList<TimeSeries> series)
    {
        for (var i = 0; i < _taken.Length; i++)
        {
            _taken[i] = series.Any(s => !s.IsRest && s.Name == _taken[i]) ? _taken[i] : null;
        }

        return [.. series.Select(s => s.IsRest ? Count - 1 : PlaceOf(s.Name))];
    }

    private int PlaceOf(string name)
    {
        var at = Array.IndexOf(_taken, name);
        at = at >= 0 ? at : Array.IndexOf(_taken, null);
        if (at < 0)
        {
            return Count - 1;
        }

        _taken[at] = name;
        return at;
    }
}
