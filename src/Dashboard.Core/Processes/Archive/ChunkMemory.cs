namespace Dashboard.Core.Processes.Archive;

/// <summary>Shrinks collections that a flood has enlarged, once a chunk needs little of them; what every chunk needs stays.</summary>
internal static class ChunkMemory
{
    /// <summary>Mostly empty: at most one in this many places is used.</summary>
    private const int MostlyEmpty = 16;

    private const int MinEntries = 1024;

    public static bool IsMostlyEmpty(long used, long capacity) => MostlyEmpty * used < capacity;

    /// <summary>Clear alone does not reduce the capacity.</summary>
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
