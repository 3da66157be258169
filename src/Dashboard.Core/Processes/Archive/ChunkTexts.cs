namespace Dashboard.Core.Processes.Archive;

/// <summary>The texts in the open chunk and their positions. Bounded by the chunk, and cleared with it.</summary>
internal sealed class ChunkTexts
{
    private const int Recents = 128;

    private readonly Dictionary<string, Place> _places = [];

    /// <summary>Recently requested texts. A feed shares equal texts as one object, so most need no hashing.</summary>
    private readonly (string? Text, Place Place)[] _recent = new (string?, Place)[Recents];

    public bool TryFind(string text, out Place place)
    {
        ref var recent = ref RecentOf(text);
        if (ReferenceEquals(recent.Text, text))
        {
            place = recent.Place;
            return true;
        }

        if (!_places.TryGetValue(text, out place))
        {
            return false;
        }

        recent = (text, place);
        return true;
    }

    public void Add(string text, Place place)
    {
        _places.Add(text, place);
        RecentOf(text) = (text, place);
    }

    public void Clear()
    {
        _places.ClearAndShrink();
        Array.Clear(_recent);
    }

    private ref (string? Text, Place Place) RecentOf(string text)
        => ref _recent[text.Length == 0 ? 0 : (text.Length + 31 * text[^1]) % Recents];

    /// <param name="At">The position in the chunk.</param>
    /// <param name="IsWhole">True when stored in full, so that another text can be stored as a difference from it.</param>
    internal readonly record struct Place(int At, bool IsWhole);
}
