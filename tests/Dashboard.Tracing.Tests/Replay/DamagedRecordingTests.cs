using System.IO.Compression;
using Dashboard.Core.Events;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>
/// Compressed recordings that are damaged somewhere in the middle: what came before is kept, as much as that is, and the
/// end is reported. What is known to the line is in <see cref="BadRecordings"/>.
/// </summary>
public sealed class DamagedRecordingTests : IDisposable
{
    private const int Count = 2000;

    private static readonly byte[] Content = Lines(Count);

    private readonly string _directory = Directory.CreateTempSubdirectory("recordings").FullName;
    private readonly List<string> _warnings = [];

    private string File => Path.Combine(_directory, "r");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Gzip_CutInTheMiddle_KeepsWhatCameBefore()
    {
        var whole = Gzip(Content);
        var (events, bad) = Read(whole[..(whole.Length / 2)]);

        Assert.InRange(events, 100, Count - 1);
        Assert.InRange(bad, 1, 2);
        Assert.Contains("cut short", _warnings[^1]);
    }

    [Fact]
    public void Gzip_WithAWrongByte_IsReported()
    {
        var damaged = Gzip(Content);
        damaged[damaged.Length / 2] ^= 0x55;

        Read(damaged);

        Assert.Contains(_warnings, w => w.Contains("compressed data is damaged") || w.Contains("checksum does not fit"));
    }

    [Fact]
    public async Task Status_WhileReading_SaysHowFarItIs()
    {
        await System.IO.File.WriteAllBytesAsync(File, Lines(20_000), TestContext.Current.CancellationToken);
        await using var feed = ReplayFeed.Open(File);
        using var batches = feed.ReadBatches(TestContext.Current.CancellationToken).GetEnumerator();

        Assert.True(batches.MoveNext());
        Assert.InRange(feed.Status.Progress!.Value, 0.001, 0.5);
        while (batches.MoveNext())
        {
            // Read to the end.
        }

        Assert.Equal((1.0, true), (feed.Status.Progress, feed.Status.Ended));
    }

    private static byte[] Lines(int count)
    {
        var story = new Story();
        for (var i = 0; i < count; i++)
        {
            story.Fork(new(1, 1), 100 + i);
        }

        return [.. story.Take().SelectMany(e => (byte[])[.. EventJson.Write(e), (byte)'\n'])];
    }

    private static byte[] Gzip(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private (int Events, int Bad) Read(byte[] content)
    {
        System.IO.File.WriteAllBytes(File, content);
        using var reader = new RecordingReader(RecordingFile.Open(File), _warnings.Add);
        var events = 0;
        while (reader.Read() is not null)
        {
            events++;
        }

        return (events, (int)reader.BadLines);
    }
}
