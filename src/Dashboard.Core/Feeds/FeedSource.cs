namespace Dashboard.Core.Feeds;

/// <summary>Where a capture's events come from.</summary>
public enum FeedSource
{
    /// <summary>The running kernel.</summary>
    Bpf,

    /// <summary>A recording.</summary>
    Replay,
}

/// <summary>Their names in JSON.</summary>
public static class FeedSourceNames
{
    public static string ToName(this FeedSource source) => source == FeedSource.Replay ? "replay" : "bpf";
}
