namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A recording written by a test line by line; removed with it.</summary>
internal sealed class WrittenRecording : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-recording-").FullName;

    private WrittenRecording() => Path = System.IO.Path.Combine(_folder, "written.ndjson");

    public string Path { get; }

    public static async Task<WrittenRecording> Of(IEnumerable<string> lines)
    {
        var recording = new WrittenRecording();
        await File.WriteAllLinesAsync(recording.Path, lines);
        return recording;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
