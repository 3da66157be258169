namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Fifty thousand processes, ten thousand failed execs among them.</summary>
public sealed class LargeRecording : RecordedServer
{
    protected override IReadOnlyList<string> Lines => Recordings.Storm(50_000, withFailedExecs: true);
}
