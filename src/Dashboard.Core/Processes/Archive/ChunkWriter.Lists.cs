namespace Dashboard.Core.Processes.Archive;

/// <summary>Writes lists. A build runs one program with arguments of which all but two or three are the same.</summary>
internal sealed partial class ChunkWriter
{
    /// <summary>Longer lists are written in full.</summary>
    private const int MaxCompared = 1024;

    private const int RecentLists = 32;

    // The last list for each path and length. Bounded by the chunk, and cleared with it.
    private readonly Dictionary<(string? Path, int Count), (int At, string[] List)> _lists = [];

    /// <summary>Recently written lists by length: a process, its children and its failures share one list.</summary>
    private readonly (string[]? List, int At)[] _recentLists = new (string[]?, int)[RecentLists];

    /// <summary>
    /// The low two bits: 0 the same as the list at a position, 1 a list of this many texts, 2 a difference from the list at a
    /// position, 3 null.
    /// </summary>
    public void List(IReadOnlyList<string>? list, string? path = null)
    {
        if (list is null)
        {
            Number(3);
            return;
        }

        // As an array: interface calls cost more than comparing two of its texts.
        var array = list as string[] ?? [.. list];
        ref var recent = ref _recentLists[array.Length % RecentLists];
        if (ReferenceEquals(recent.List, array))
        {
            Number(_chunk.NumberOf(recent.At) << 2);
            return;
        }

        recent = (array, Here);
        if (_lists.TryGetValue((path, array.Length), out var model) && TryDifference(array, model))
        {
            return;
        }

        _lists[(path, array.Length)] = (Here, array);
        Number(((ulong)array.Length << 2) | 1);
        foreach (var text in array)
        {
            Text(text);
        }
    }

    /// <summary>False when the two lists have too little in common.</summary>
    private bool TryDifference(string[] list, (int At, string[] List) model)
    {
        if (list.Length > MaxCompared)
        {
            return false;
        }

        Span<byte> masks = stackalloc byte[(list.Length + 7) / 8];
        masks.Clear();
        var differing = 0;
        if (!ReferenceEquals(list, model.List))
        {
            for (var i = 0; i < list.Length; i++)
            {
                if (list[i] != model.List[i])
                {
                    masks[i / 8] |= (byte)(1 << (i % 8));
                    differing++;
                }
            }
        }

        if (differing > list.Length / 2)
        {
            return false;
        }

        Number((_chunk.NumberOf(model.At) << 2) | (differing == 0 ? 0u : 2u));
        if (differing == 0)
        {
            return true;
        }

        Reserve(masks.Length);
        masks.CopyTo(_buffer.AsSpan(_length));
        _length += masks.Length;
        for (var i = 0; i < list.Length; i++)
        {
            if ((masks[i / 8] & (1 << (i % 8))) != 0)
            {
                Text(list[i], like: model.List[i]);
            }
        }

        return true;
    }

    private void ForgetLists()
    {
        _lists.ClearAndShrink();
        Array.Clear(_recentLists);
    }
}
