using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>
/// Recordings with errors: no line ends a replay, each good line is kept, each bad one is counted and reported by its
/// number in words that name no .NET type.
/// </summary>
public sealed partial class BadRecordingTests : IDisposable
{
    private const int GoodBefore = 150;
    private const int GoodAfter = 150;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    /// <summary>Kind of the line, the invalid field, its JSON (null: left out), and a word of the reason.</summary>
    public static TheoryData<string, string, string?, string> Fields { get; } = new()
    {
        { "exit", "comm", "null", "comm is null" },
        { "fork", "comm", "7", "comm" },
        { "exit", "comm", $"\"{new string('n', 65)}\"", "comm is longer than any name" },
        { "lost", "cause", "null", "cause is null" },
        { "lost", "cause", null, "missing" },
        { "lost", "count", "-1", "count" },
        { "lost", "shed", "{\"records\":null}", "shed" },
        { "lost", "shed", "{\"arguments\":-1}", "shed" },
        { "lost", "origin", "[null]", "origin" },
        { "lost", "origin", "[{\"uid\":1,\"comm\":\"a\",\"shed\":null}]", "origin" },
        { "lost", "origin", "[{\"uid\":1,\"comm\":null,\"shed\":{}}]", "origin" },
        { "lost", "culprits", "[null]", "culprits" },
        { "lost", "culprits", "[{\"comm\":null}]", "culprits" },
        { "lost", "culprits", "[{\"comm\":\"a\",\"bytes\":-1}]", "culprits" },
        { "lost", "count", "9223372036854775807", "count" },
        { "lost", "count", "\"x\"", "count" },
        { "lost", "from", "\"9999-01-01T00:00:00Z\"", "a time has the form" },
        { "lost", "to", "\"2262-01-01T00:00:00Z\"", "400 days" },
        { "census", "present", "null", "present is null" },
        { "census", "present", null, "missing" },
        { "census", "present", "[\"x\"]", "PID-STARTNS" },
        { "census", "present", "{}", "present" },
        { "fork", "process", "null", "process" },
        { "fork", "process", null, "which process" },
        { "fork", "process", "\"0-0\"", "which process" },
        { "fork", "process", "\"-5-1\"", "PID-STARTNS" },
        { "fork", "process", "\"99999999999-1\"", "PID-STARTNS" },
        { "fork", "process", "\"2147483647-1\"", "process" },
        { "fork", "process", "\"101-9223372036854775807\"", "begins after" },
        { "fork", "process", "101", "process" },
        { "fork", "bootNs", "9223372036854775807", "bootNs" },
        { "fork", "bootNs", "-1", "bootNs" },
        { "fork", "bootNs", "-9223372036854775808", "bootNs" },
        { "fork", "bootNs", "1e30", "bootNs" },
        { "fork", "bootNs", "1.5", "bootNs" },
        { "fork", "bootNs", "\"now\"", "bootNs" },
        { "fork", "bootNs", "1500000000000000000", "400 days" },
        { "fork", "bootNs", "2000000000000000", "do not fit" },
        { "fork", "time", "\"1677-09-21T00:12:44Z\"", "1970" },
        { "fork", "time", "\"2262-04-11T23:47:16Z\"", "time" },
        { "fork", "time", "\"2026-13-01T00:00:00Z\"", "a time has the form" },
        { "fork", "time", "true", "time" },
        { "fork", "tid", "-1", "tid" },
        { "fork", "tid", "4294967296", "tid" },
        { "fork", "parent", "\"100-9223372036854775807\"", "parent begins after" },
        { "fork", "parent", "\"2147483647-0\"", "parent" },
        { "fork", "how", "\"teleport\"", "how" },
        { "fork", "how", "42", "how" },
        { "fork", "flags", "[null]", "flags" },
        { "fork", "flags", "\"CLONE_VM\"", "flags" },
        { "fork", "by", "{\"id\":\"100-100000\",\"pid\":-7,\"comm\":\"x\"}", "by" },
        { "fork", "context", "{\"pidInNamespace\":-1}", "context" },
        { "fork", "kind", "\"birthday\"", "birthday" },
        { "fork", "kind", "\"bir\\u001bthday\\ud83d\\ude00\"", "\\x1b" },
        { "fork", "kind", "7", "kind" },
        { "fork", "kind", null, "kind" },
        { "fork.fail", "syscall", "null", "syscall is null" },
        { "fork.fail", "ret", "-9223372036854775808", "ret" },
        { "exec.enter", "syscall", "null", "syscall is null" },
        { "exec.exit", "args", "[\"a\",null]", "args" },
        { "exec.exit", "args", "{}", "args" },
        { "exec.exit", "argCount", "-1", "argCount" },
        { "exec.exit", "durationNs", "-1", "durationNs" },
        { "exec.exit", "oldTid", "-1", "oldTid" },
        { "exec.exit", "context", "[]", "context" },
        { "exit", "exitCode", "256", "exitCode" },
        { "exit", "signal", "65", "signal" },
        { "exit", "adopter", "{\"id\":\"100-9223372036854775807\",\"pid\":100}", "adopter begins after" },
        { "exit", "usage", "{\"userNs\":-1}", "usage" },
        { "exit", "coreDumped", "null", "coreDumped" },
        { "reap", "by", "\"me\"", "by" },
        { "rename", "from", "null", "from is null" },
        { "rename", "to", "null", "to is null" },
        { "rename", "to", null, "missing" },
        { "threads", "count", "-1", "count" },
        { "snapshot", "args", "[null]", "args" },
        { "snapshot", "threads", "99999999", "threads" },
    };

    /// <summary>Whole lines that are not an event.</summary>
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "rubbish", "not JSON" },
        { "{", "not JSON" },
        { "null", "no event" },
        { "[]", "kind" },
        { "{}", "kind" },
        { "7", "kind" },
        { "{\"kind\":\"fork\"", "not JSON" },
        { "\0\0\0\0", "not JSON" },
        { "\u001b[2J", "not JSON" },
        { "{\"kind\":\"fork\",\"comm\":\"\\ud800\"}", "comm" },
        { new string('[', 500), "not JSON" },
        { new string('x', 2 << 20), "longer than 1 MiB" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Read_LineWithASpoiltField_IsSkippedAndReported(string kind, string field, string? json, string reason)
        => LineIsSkipped(Encoding.UTF8.GetBytes(RecordingStory.With(kind, field, json)), reason);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Read_LineThatIsNoEvent_IsSkippedAndReported(string text, string reason)
        => LineIsSkipped(Encoding.UTF8.GetBytes(text), reason);

    [Fact]
    public void Read_LineThatIsNoText_IsSkippedAndReported() => LineIsSkipped([0xff, 0xfe, 0x80, (byte)'{'], "not JSON");

    [Fact]
    public void Read_EachKindUnspoilt_IsNoBadLine()
    {
        Write([.. RecordingStory.Lines.Values.Select(Encoding.UTF8.GetBytes)]);

        var (events, status, _) = ReadAll();

        Assert.Equal(RecordingStory.Lines.Count, events.Count);
        Assert.Empty(status.Problems);
    }

    [Fact]
    public void Read_FirstLineHasAnotherTime_TheOthersAreRead()
    {
        var bad = RecordingStory.With("fork", "bootNs", "1400000000000000000");
        Write([Encoding.UTF8.GetBytes(bad), .. Good(GoodBefore)]);

        var (events, status, _) = ReadAll();

        Assert.Equal(GoodBefore, events.Count(e => e is not LostEvent));
        Assert.StartsWith("Line 1 of the recording was skipped", Assert.Single(status.Problems));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("9223372036854775807")]
    [InlineData("\"x\"")]
    public void Read_HeaderWithAnotherEpoch_CostsNoEvent(string epoch)
    {
        Write([Encoding.UTF8.GetBytes($"{{\"recording\":{{\"bootEpochUnixNs\":{epoch},\"pidMax\":-1}}}}"), .. Good(GoodBefore)]);

        var (events, status, _) = ReadAll();

        Assert.Equal(GoodBefore, events.Count(e => e is not LostEvent));
        Assert.Equal((Story.EpochUnixNs, null), (status.BootEpochUnixNs, status.PidMax));
    }

    [Fact]
    public void Read_ByteOrderMark_CostsNoLine()
    {
        File.WriteAllBytes(_file, [0xef, 0xbb, 0xbf, .. Join(Good(3))]);
        Assert.Equal(3, ReadAll().Events.Count);

        File.WriteAllBytes(_file, Gzip([0xef, 0xbb, 0xbf, .. Join(Good(3))]));
        Assert.Equal(3, ReadAll().Events.Count);
    }

    private void LineIsSkipped(byte[] bad, string reason)
    {
        Write([.. Good(GoodBefore), bad, .. Good(GoodAfter)]);

        var (events, status, warnings) = ReadAll();

        Assert.Equal(GoodBefore + GoodAfter, events.Count(e => e is not LostEvent));
        Assert.Equal(1, events.OfType<LostEvent>().Sum(e => e.Count));
        Assert.Equal(1, status.Lost[ReplayFeed.UnreadableLine]);
        var sentence = Assert.Single(warnings);
        Assert.Equal(sentence, Assert.Single(status.Problems));
        Assert.StartsWith($"Line {GoodBefore + 1} of the recording was skipped: ", sentence);
        Assert.Contains(reason, sentence);
        Assert.DoesNotMatch(OfDotNet(), sentence);
        Assert.Equal(sentence, KernelText.Display(sentence));
        Assert.True(status.Ended);
    }

    private static byte[][] Good(int count)
    {
        var story = new Story();
        for (var i = 0; i < count; i++)
        {
            story.Fork(new(1, 1), 100 + i);
        }

        return [.. story.Take().Select(EventJson.Write)];
    }

    private static byte[] Join(IEnumerable<byte[]> lines) => [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];

    private static byte[] Gzip(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private void Write(IEnumerable<byte[]> lines) => File.WriteAllBytes(_file, Join(lines));

    /// <summary>As in the server: each batch is also applied.</summary>
    private (List<LifecycleEvent> Events, Core.Feeds.FeedStatus Status, List<string> Warnings) ReadAll()
    {
        var warnings = new List<string>();
        var feed = ReplayFeed.Open(_file, warnings.Add);
        var store = new LifecycleStore(new CaptureClock(feed.Status.BootEpochUnixNs, null));
        var events = new List<LifecycleEvent>();
        foreach (var batch in feed.ReadBatches(TestContext.Current.CancellationToken))
        {
            events.AddRange(batch);
            store.Apply(batch);
        }

        var status = feed.Status;
        feed.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken);
        return (events, status, warnings);
    }

    [GeneratedRegex(@"System\.|Dashboard\.|Object reference|JSON value|deserializ|Exception|`|\$\.")]
    private static partial Regex OfDotNet();
}
