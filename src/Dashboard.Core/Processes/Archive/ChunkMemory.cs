namespace Dashboard.Core.Processes.Archive;

/// <summary>Gives back what a flood has made large, once a chunk needs little of it; what each chunk needs stays.</summary>
internal static class ChunkMemory
{
    /// <summary>Mostly empty: of so many places one was taken.</summary>
    private const int MostlyEmpty = 16;

    private const int MinEntries = 1024;

    public static bool IsMostlyEmpty(long used, long capacity) => MostlyEmpty * used < capacity;

    /// <summary>Clearing alone keeps all places.</summary>
    public static void ClearAndShrink<TKey, TValue>(this Dictionary<TKey, TValue> entries)
        where TKey : notnull
    {
        var used = entries.Count;
        entries.Clear();
        if (entries.Capacity > 2 * MinEntries && IsMostlyEmpty(used, entries.Capacity))
        {
            entries.TrimExcess(MinEntries);
        }
    }
}
