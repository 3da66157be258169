namespace Dashboard.Core.Processes.Archive;

/// <summary>Which texts stand in the open chunk, and where. Bounded by the chunk, and cleared with it.</summary>
internal sealed class ChunkTexts
{
    private const int Recents = 128;

    private readonly Dictionary<string, Place> _places = [];

    /// <summary>Those asked for lately. A feed gives equal texts as one object, so most need not be hashed.</summary>
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

    /// <param name="At">Where it stands.</param>
    /// <param name="IsWhole">All of it, so that another text may be told by what it has in common with it.</param>
    internal readonly record struct Place(int At, bool IsWhole);
}
