using System.IO.Compression;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Tests.Shared;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>The corpus: made when it is asked for, so that nothing bad is stored.</summary>
internal static partial class BadRecordings
{
    public const int FirstPid = 100;

    private const int Before = 150;
    private const int After = 150;
    private const int Both = Before + After;

    private static readonly Lazy<IReadOnlyList<BadRecording>> Corpus = new(
        static () => [.. SpoiltFields, .. Lines, .. OddLines, .. Files, .. GzipFiles, .. NoRecordings, .. NoFiles]);

    public static IReadOnlyList<BadRecording> All => Corpus.Value;

    /// <summary>Good lines, the same each time.</summary>
    private static byte[][] Good(int count, int skip = 0)
    {
        var story = new Story();
        for (var i = 0; i < skip + count; i++)
        {
            story.Fork(new(1, 1), FirstPid + i);
        }

        return [.. story.Take().Skip(skip).Select(EventJson.Write)];
    }

    private static byte[] Join(params IEnumerable<byte[]> lines) => [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static BadRecording File(string name, Func<byte[]> content)
        => new(name, directory =>
        {
            var path = Path.Combine(directory, "r");
            System.IO.File.WriteAllBytes(path, content());
            return path;
        });

    /// <summary>One bad line among good ones.</summary>
    private static BadRecording Line(string name, Func<byte[]> bad, string reason)
        => File(name, () => Join([.. Good(Before), bad(), .. Good(After, Before)])) with { Good = Both, Skipped = [(Before + 1, reason)] };

    private static BadRecording Line(string name, string bad, string reason) => Line(name, () => Bytes(bad), reason);

    private static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Fastest)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>Ends with a whole line, and with no member's end: as a recorder leaves it that was killed.</summary>
    private static byte[] Unfinished(byte[] content)
    {
        var compressed = new MemoryStream();
        var gzip = new GZipStream(compressed, CompressionLevel.Fastest);
        gzip.Write(content);
        gzip.Flush();
        return compressed.ToArray();
    }
}
