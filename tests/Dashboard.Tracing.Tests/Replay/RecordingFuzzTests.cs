using System.IO.Compression;
using System.Text;
using CsCheck;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tracing.Replay;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Random recordings: no exception, each good line is read, and each other line is read or reported.</summary>
public sealed class RecordingFuzzTests
{
    private const string Mark = "good";

    private static readonly string[] Evil =
    [
        "null", "true", "0", "-1", "1.5", "1e300", "9223372036854775807", "-9223372036854775808", "2147483648", "99999999999999999999",
        "\"\"", "\"x\"", "\"1-1\"", "\"0-0\"", "\"4194304-9223372036854775807\"", "\"2262-04-11T23:47:16Z\"", "\"0001-01-01T00:00:00Z\"",
        "\"\\ud800\"", "\"\\u0000\"", "[]", "[null]", "[[[]]]", "{}", "{\"pid\":-1}", "{\"id\":null}", "\"fork\"", "\"lost\"",
    ];

    private static readonly string[] Kinds = [.. RecordingStory.Lines.Keys];

    private static readonly string[] Names =
    [
        "kind", "seq", "time", "bootNs", "process", "tid", "parent", "comm", "how", "flags", "by", "context", "syscall", "ret", "path",
        "args", "argCount", "argsTruncated", "durationNs", "oldTid", "image", "lookup", "from", "to", "exitCode", "signal", "adopter",
        "usage", "zombieNs", "count", "cause", "present", "cwd", "threads", "exit", "recording",
    ];

    private static readonly byte[] GoodLine = Encoding.UTF8.GetBytes(RecordingStory.With("fork", "comm", $"\"{Mark}\""));

    /// <summary>A line with invalid values of some fields.</summary>
    private static readonly Gen<byte[]> Spoilt =
        Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, Evil.Length - 1]).Array[1, 2])
            .Select((kind, changes) => Spoil(RecordingStory.Lines[Kinds[kind]], changes));

    /// <summary>A line with bytes changed, cut or repeated.</summary>
    private static readonly Gen<byte[]> Broken =
        Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.Select(Gen.Int[0, 1000], Gen.Byte).Array[1, 4], Gen.Int[0, 1000])
            .Select((kind, changes, length) => Break(RecordingStory.Lines[Kinds[kind]], changes, length));

    private static readonly Gen<byte[]> Noise = Gen.Byte.Where(b => b is not (byte)'\n' and not (byte)'\r').Array[1, 60];

    [Fact]
    public void Read_RandomLines_EachIsReadOrReported()
    {
        var store = new LifecycleStore(new CaptureClock(0, null), new CaptureLimits { Events = 500, ExitedProcesses = 500, LiveProcesses = 500 });
        Gen.OneOf(Spoilt, Broken, Noise).Array[1, 3].Sample(lines =>
        {
            // Enough good lines that the odd ones do not determine the recording's time.
            var recording = Join([.. Enumerable.Repeat(GoodLine, 5), .. lines, GoodLine]);
            using var reader = new RecordingReader(new MemoryStream(recording), null);
            var events = new List<LifecycleEvent>();
            while (reader.Read() is { } e)
            {
                events.Add(e);
            }

            store.Apply(events);
            Assert.True(events.Count(e => e.Comm == Mark) >= 6, Encoding.UTF8.GetString(recording));
            Assert.Equal(6 + lines.Length, events.Count + reader.BadLines);
        }, iter: 100_000, threads: 1);
    }

    [Fact]
    public void Read_DamagedGzip_KeepsWhatCameBefore()
    {
        var whole = Gzip(Join(Enumerable.Repeat(GoodLine, 20)));
        Gen.Select(Gen.Int[10, whole.Length - 1], Gen.Byte, Gen.Int[10, whole.Length]).Sample((at, value, length) =>
        {
            var damaged = whole[..length];
            // The last bits before the trailer are padding.
            if (at < length && at != whole.Length - TrailerBytes - 1)
            {
                damaged[at] = value;
            }

            var isWhole = damaged.AsSpan().SequenceEqual(whole);
            using var reader = new RecordingReader(new MemoryStream(damaged), null);
            var count = 0;
            while (reader.Read() is not null)
            {
                count++;
            }

            Assert.Equal(isWhole, reader.BadLines == 0);
            Assert.True(!isWhole || count == 20);
        }, iter: 20_000, threads: 1);
    }

    /// <summary>Of gzip: CRC-32 and length.</summary>
    private const int TrailerBytes = 8;

    private static byte[] Spoil(string line, (int Name, int Value)[] changes)
    {
        var text = new StringBuilder(line);
        foreach (var (name, value) in changes)
        {
            // Appended, because the last of two equal fields counts.
            text.Length--;
            text.Append(",\"").Append(Names[name]).Append("\":").Append(Evil[value]).Append('}');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Break(string line, (int At, byte Value)[] changes, int length)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        foreach (var (at, value) in changes)
        {
            bytes[at % bytes.Length] = value is (byte)'\n' or (byte)'\r' ? (byte)' ' : value;
        }

        return length < bytes.Length && length > 0 ? bytes[..length] : bytes;
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
}
