using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Privileges;

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
        => Candidates.FirstOrDefault(c => System.IO.Directory.Exists(c + "/events/sched")) is { } root ? new Tracefs(root)
            : CapturePart.IsThere ? new Tracefs(Directory) : null;

    /// <summary>Of all probes, by tracepoint; they do not change while the machine runs.</summary>
    public static IReadOnlyDictionary<string, string> Formats()
        => Find() is { } tracefs ? Tracer.Table().Select(probe => probe.Tracepoint).Where(tracefs.Has).ToDictionary(name => name, tracefs.Text) : new Dictionary<string, string>();

    /// <param name="tracepoint">"category:name".</param>
    public bool Has(string tracepoint) => File.Exists(PathOf(tracepoint));

    /// <summary>Null when the tracepoint does not exist on this machine.</summary>
    public TracepointFormat? Read(string tracepoint)
    {
        try
        {
            return TracepointFormatFile.Parse(tracepoint.Split(':')[0], Text(tracepoint));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The tracepoint does not exist on this machine.</exception>
    internal string Text(string tracepoint)
        => CapturePart.IsThere ? GivenFiles.FormatOf(tracepoint) ?? throw new FileNotFoundException(tracepoint) : File.ReadAllText(PathOf(tracepoint));

    private string PathOf(string tracepoint) => Path.Combine(_root, "events", tracepoint.Replace(':', '/'), "format");
}
