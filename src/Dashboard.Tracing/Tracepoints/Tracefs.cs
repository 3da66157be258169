using System.Text;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Tracepoints;

/// <summary>The tracing file system at its mount point.</summary>
public sealed class Tracefs
{
    public const string Directory = "/sys/kernel/tracing";

    private const int MaxFormatBytes = 64 << 10;

    private static readonly string[] Candidates = [Directory, "/sys/kernel/debug/tracing"];

    private readonly string _root;

    public Tracefs(string root) => _root = root;

    /// <summary>Null when it is not mounted, or this user may not read it.</summary>
    public static Tracefs? Find()
        => Candidates.FirstOrDefault(c => System.IO.Directory.Exists(c + "/events/sched")) is { } root ? new Tracefs(root)
            : CapturePart.IsThere ? new Tracefs(Directory) : null;

    /// <param name="tracepoint">"category:name".</param>
    public bool Has(string tracepoint) => File.Exists(PathOf(tracepoint));

    /// <summary>Null when the tracepoint does not exist on this machine.</summary>
    public TracepointFormat? Read(string tracepoint)
    {
        try
        {
            return TracepointFormatFile.Parse(tracepoint.Split(':')[0], CapturePart.IsThere ? Asked(tracepoint) : File.ReadAllText(PathOf(tracepoint)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Of a probe, from the privileged part.</summary>
    private static string Asked(string tracepoint)
    {
        using var file = CapturePart.Format(Tracer.Table().ToList().FindIndex(probe => probe.Tracepoint == tracepoint));
        return file is not null && LibC.ReadFile(file, MaxFormatBytes, out _) is { } text ? Encoding.UTF8.GetString(text) : throw new FileNotFoundException(tracepoint);
    }

    private string PathOf(string tracepoint) => Path.Combine(_root, "events", tracepoint.Replace(':', '/'), "format");
}
