namespace Dashboard.Ui.Shared.Charts;

/// <summary>
/// Assigns each series a colour --series-1 … of css/tokens.css by its name, not by its rank, and keeps it: an errno has the same
/// colour on all charts of a page that share this object, also when another one overtakes it.
/// </summary>
public sealed class SeriesColours
{
    /// <summary>Number of colours; the last one is for the rest.</summary>
    public const int Count = 6;

    /// <summary>The usual failures, so that they look the same on each visit. Two with one colour rarely meet.</summary>
    private static readonly Dictionary<string, int> Usual = new()
    {
        ["exit 1"] = 0,
        ["ENOENT"] = 1,
        ["exit 2"] = 2,
        ["SIGKILL"] = 3,
        ["EACCES"] = 4,
        ["exit 127"] = 4,
        ["SIGTERM"] = 3,
        ["EAGAIN"] = 2,
    };

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

    /// <summary>The colour index of a name, without taking a colour: that of the rest when it has none of its own.</summary>
    public int Find(string name) => Array.IndexOf(_taken, name) is >= 0 and var at ? at : Count - 1;

    private int PlaceOf(string name)
    {
        var at = Array.IndexOf(_taken, name);
        at = at >= 0 ? at : Usual.TryGetValue(name, out var usual) && _taken[usual] is null ? usual : Array.IndexOf(_taken, null);
        if (at < 0)
        {
            return Count - 1;
        }

        _taken[at] = name;
        return at;
    }
}
