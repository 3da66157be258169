using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Damaged files, or no recording at all: good lines are kept, and the end is always reported.</summary>
public sealed class DamagedRecordingTests : IDisposable
{
    private const int Count = 2000;

    private static readonly byte[] Content = Lines(Count);

    private readonly string _directory = Directory.CreateTempSubdirectory("recordings").FullName;
    private readonly List<string> _warnings = [];

    private string File => Path.Combine(_directory, "r");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Gzip_Whole_HasNoProblem(CompressionLevel level) => Assert.Equal((Count, 0), Read(Gzip(Content, level)));

    [Fact]
    public void Gzip_OfTwoMembers_IsOneRecording()
    {
        var half = Content.AsSpan().LastIndexOf((byte)'\n') / 2;
        Assert.Equal((Count, 0), Read([.. Gzip(Content[..half]), .. Gzip(Content[half..])]));
    }

    /// <summary>All written lines are there: only the end of the compressed data is missing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Gzip_CutBehindTheLastLine_IsReported(int missing)
    {
        Assert.Equal((Count, 1), Read(Gzip(Content)[..^missing]));
        Assert.Equal($"The recording ends after line {Count}: its compressed data is cut short.", Assert.Single(_warnings));
    }

    [Fact]
    public void Gzip_FlushedAndNeverClosed_IsReported()
    {
        // As left by a killed recorder: it has flushed, so the file ends with a complete line.
        var compressed = new MemoryStream();
        var gzip = new GZipStream(compressed, CompressionLevel.Fastest);
        gzip.Write(Content);
        gzip.Flush();

        Assert.Equal((Count, 1), Read(compressed.ToArray()));
        Assert.Contains("cut short", _warnings[0]);
    }

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
    public void Gzip_WithAWrongChecksum_KeepsAllAndIsReported()
    {
        var damaged = Gzip(Content);
        damaged[^6] ^= 1;

        Assert.Equal((Count, 1), Read(damaged));
        Assert.Contains("its checksum does not fit", Assert.Single(_warnings));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("{\"kind\":\"fork\"}")]
    public void Gzip_WithBytesBehind_KeepsAllAndIsReported(string behind)
    {
        Assert.Equal((Count, 1), Read([.. Gzip(Content), .. Encoding.UTF8.GetBytes(behind)]));
        Assert.Contains("do not belong to it", Assert.Single(_warnings));
    }

    /// <summary>The last line has no line break, and is still valid.</summary>
    [Fact]
    public void Gzip_CutBehindALineWithoutItsEnd_KeepsTheLine()
        => Assert.Equal((Count, 1), Read(Gzip(Content[..^1])[..^3]));

    [Fact]
    public void Plain_LineOf70MiBInTheMiddle_IsSkippedAndTheNextIsRead()
    {
        Assert.Equal((2 * Count, 1), Read([.. Content, .. Enumerable.Repeat((byte)'x', 70 << 20), (byte)'\n', .. Content]));
        Assert.Contains("longer than 1 MiB", Assert.Single(_warnings));
    }

    [Fact]
    public void Open_Pipe_IsRefusedWithoutWaiting()
    {
        using (var mkfifo = Process.Start("mkfifo", [File])!)
        {
            mkfifo.WaitForExit();
        }

        Assert.Contains("is a pipe", Refused());
    }

    [Fact]
    public void Open_ALinkToADevice_IsRefused()
    {
        System.IO.File.CreateSymbolicLink(File, "/dev/zero");

        Assert.Contains("is a device", Refused());
    }

    /// <summary>2 GB of line breaks, read only up to the limit of lines before the first event.</summary>
    [Fact]
    public void Open_LineBreaksOnly_IsRefusedAfterAThousand()
    {
        System.IO.File.WriteAllBytes(File, [.. Enumerable.Repeat((byte)'\n', 5000)]);

        Assert.Contains("after line 1000: none of the lines before is an event", Refused());
    }

    [Fact]
    public void Open_OtherKindOfFile_IsRefusedAfterAThousandLines()
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("no event\n", 1001)) + Encoding.UTF8.GetString(Content));

        Assert.Contains("line 1 of the recording was skipped", Refused());
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

    private static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Fastest)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private string Refused()
    {
        var sentence = Assert.Throws<RecordingException>(() => ReplayFeed.Open(File, _warnings.Add)).Message;
        Assert.Empty(_warnings);
        return sentence;
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
