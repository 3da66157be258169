namespace Dashboard.Core.Statistics.Recent;

/// <summary>A key that several rows of a window share, so that a row holds one reference and figures are added up without hashing names.</summary>
internal sealed class RecentGroup<TKey, TTally>(TKey key)
    where TTally : class
{
    public TKey Key => key;

    /// <summary>Rows that hold it; at 0 it is forgotten.</summary>
    public int Holders { get; set; }

    /// <summary>What is being added up now; null between two figures.</summary>
    public TTally? Tally { get; set; }
}
