namespace Dashboard.Server.Ingest;

/// <summary>The two values of FeedStatus.Source.</summary>
internal static class FeedSources
{
    public const string Bpf = "bpf";
    public const string Replay = "replay";
}
