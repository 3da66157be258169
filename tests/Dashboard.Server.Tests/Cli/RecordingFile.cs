using System.IO.Compression;
using Dashboard.Core.Events;

namespace Dashboard.Server.Tests.Cli;

/// <summary>A recording on disk for as long as a test needs it.</summary>
internal sealed class RecordingFile : IDisposable
{
    public RecordingFile(IEnumerable<LifecycleEvent> events, bool compressed = false)
    {
        using Stream file = File.Create(Path);
        using var target = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        foreach (var e in events)
        {
            target.Write(EventJson.Write(e));
            target.WriteByte((byte)'\n');
        }
    }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
