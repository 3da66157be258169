using Dashboard.Core.Feeds;

namespace Dashboard.Tracing.Tracepoints;

/// <summary>The tracing file system at its mount point.</summary>
public sealed class Tracefs
{
    public const string Directory = "/sys/kernel/tracing";

    private static readonly string[] Candidates = [Directory, "/sys/kernel/debug/tracing"];

    private readonly string _root;

    public Tracefs(string root) => _root = root;

    /// <summary>Null when it is not mounted, or this user may not read it.</summary>
    public static Tracefs? Find()
        => Candidates.FirstOrDefault(c => System.IO.Directory.Exists(c + "/events/sched")) is { } root ? new Tracefs(root) : null;

    /// <param name="tracepoint">"category:name".</param>
    public bool Has(string tracepoint) => File.Exists(PathOf(tracepoint));

    /// <summary>Null when the tracepoint does not exist on this machine.</summary>
    public TracepointFormat? Read(string tracepoint)
    {
        try
        {
            return TracepointFormatFile.Parse(tracepoint.Split(':')[0], File.ReadAllText(PathOf(tracepoint)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string PathOf(string tracepoint) => Path.Combine(_root, "events", tracepoint.Replace(':', '/'), "format");
}
