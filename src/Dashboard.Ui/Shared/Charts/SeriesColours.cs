namespace Dashboard.Ui.Shared.Charts;

/// <summary>
/// Assigns each series a colour --series-1 … of css/tokens.css and keeps it: an errno keeps its colour when another
/// one overtakes it.
/// </summary>
public sealed class SeriesColours
{
    /// <summary>Number of colours; the last one is for the rest.</summary>
    public const int Count = 6;

    private readonly string?[] _taken = new string?[Count - 1];

    /// <summary>Colour indexes of the series, 0 … <see cref="Count"/> - 1; those of removed series become free.</summary>
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
