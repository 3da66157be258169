using System.Buffers.Binary;
using System.IO.Compression;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Compressed recordings, RFC 1952, whole and damaged.</summary>
internal static partial class BadRecordings
{
    private const int HeaderBytes = 10;

    /// <summary>CRC-32 and length.</summary>
    private const int TrailerBytes = 8;

    /// <summary>The first byte of a block of a kind that there is none of (BTYPE 3), RFC 1951.</summary>
    private const byte NoBlock = 0x07;

    /// <summary>GZipStream writes nothing at all for nothing.</summary>
    private static readonly byte[] EmptyMember = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, .. new byte[TrailerBytes]];

    private static byte[] Whole => Join(Good(Both));

    private static IEnumerable<BadRecording> GzipFiles =>
    [
        File("gzip: not compressed", () => Gzip(Whole, CompressionLevel.NoCompression)) with { Good = Both },
        File("gzip: as small as can be", () => Gzip(Whole, CompressionLevel.SmallestSize)) with { Good = Both },
        File("gzip: a byte order mark", () => Gzip([.. Mark, .. Whole])) with { Good = Both },
        File("gzip: lines as DOS ends them", () => Gzip(Join(Good(Both).Select(line => (byte[])[.. line, (byte)'\r'])))) with { Good = Both },
        File("gzip: two members", () => [.. Gzip(Whole[..1000]), .. Gzip(Whole[1000..])]) with { Good = Both },
        File("gzip: an empty member behind", () => [.. Gzip(Whole), .. EmptyMember]) with { Good = Both },
        File("gzip: all that a header may have", () => WithHeader(Gzip(Whole), 0x1f, [3, 0, .. "abc"u8, .. "name\0"u8, .. "comment\0"u8, 0, 0])) with { Good = Both },
        File("gzip: a bad line", () => Gzip(Join([.. Good(Before), Bytes("x"), .. Good(After, Before)]))) with { Good = Both, Skipped = [(Before + 1, "not JSON")] },
        File("gzip: a line of 64 MiB", () => Gzip(Join([.. Good(Before), new byte[64 << 20], .. Good(After, Before)]))) with
        {
            Good = Both, Skipped = [(Before + 1, "longer than 1 MiB")],
        },
        File("gzip: 64 MiB of line breaks", () => Gzip([.. Whole, .. Enumerable.Repeat((byte)'\n', 64 << 20)])) with { Good = Both },
        Ends("gzip: never ended, at the end of a line", () => Unfinished(Whole), "cut short"),
        Ends("gzip: its last byte is missing", () => Gzip(Whole)[..^1], "cut short"),
        Ends("gzip: its trailer is missing", () => Gzip(Whole)[..^TrailerBytes], "cut short"),
        Ends("gzip: its last line break is missing, and its trailer", () => Gzip(Whole[..^1])[..^TrailerBytes], "cut short"),
        Ends("gzip: another checksum", () => Changed(Gzip(Whole), -TrailerBytes), "checksum"),
        Ends("gzip: another length", () => Changed(Gzip(Whole), -1), "checksum"),
        Ends("gzip: a block of no kind", () => [.. Unfinished(Whole), NoBlock, 0xff, 0xff], "damaged"),
        File("gzip: a symbol that there is none of", () => WithWrongSymbol([.. Whole, .. Bytes(new string('x', 100))])) with
        {
            Good = Both, Skipped = [(Both + 1, "not JSON")], End = (Both + 1, "damaged"),
        },
        Ends("gzip: bytes behind", () => [.. Gzip(Whole), .. "x"u8], "do not belong to it"),
        Ends("gzip: NULs behind", () => [.. Gzip(Whole), .. new byte[512]], "do not belong to it"),
        Ends("gzip: lines behind that are not compressed", () => [.. Gzip(Whole), .. Join(Good(5))], "do not belong to it"),
        Ends("gzip: half a header behind", () => [.. Gzip(Whole), 0x1f, 0x8b, 8], "cut short"),
        Ends("gzip: a second member of no method", () => [.. Gzip(Whole), 0x1f, 0x8b, 7, 0, .. new byte[20]], "damaged"),
        Ends("gzip: a second member with flags that there are none of", () => [.. Gzip(Whole), 0x1f, 0x8b, 8, 0xe0, .. new byte[20]], "damaged"),
        Ends("gzip: a second member that is cut", () => [.. Gzip(Whole), .. Gzip(Whole)[..HeaderBytes]], "cut short"),
        File("gzip: a wrong byte in a line", () => Changed(Stored(Whole), Stored(Whole).AsSpan().IndexOf(Good(1, 20)[0]))) with
        {
            Good = Both, SkipsGood = [20], Skipped = [(21, "not JSON")], End = (Both, "checksum"),
        },
        None("gzip: two bytes", () => [0x1f, 0x8b], "cut short"),
        None("gzip: half a header", () => Gzip(Whole)[..5], "cut short"),
        None("gzip: a header", () => Gzip(Whole)[..HeaderBytes], "cut short"),
        None("gzip: a name that does not end", () => WithHeader(Gzip(Whole), 8, [.. Enumerable.Repeat((byte)'n', 1 << 20)])[..(1 << 20)], "cut short"),
        None("gzip: of no method", () => [0x1f, 0x8b, 9, 0, .. new byte[20]], "damaged"),
        None("gzip: NULs", () => [0x1f, 0x8b, .. new byte[100]], "damaged"),
        None("gzip: nothing", () => EmptyMember, "holds no event"),
        None("gzip: a header of a recording", () => Gzip(Bytes("{\"recording\":{}}\n")), "holds no event"),
        None("gzip: 64 MiB of line breaks, no event", () => Gzip([.. Enumerable.Repeat((byte)'\n', 64 << 20)]), "after line 1000"),
        None("gzip: one line of 65 MiB", () => Gzip(new byte[65 << 20]), "line 1 has more than 64 MiB"),
        None("gzip: compressed twice", () => Gzip(Gzip(Whole)), "not JSON"),
    ];

    /// <summary>Each line is there, and what is behind them cannot be read.</summary>
    private static BadRecording Ends(string name, Func<byte[]> content, string reason) => File(name, content) with { Good = Both, End = (Both, reason) };

    private static byte[] Changed(byte[] bytes, int at)
    {
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        return bytes;
    }

    private static byte[] WithHeader(byte[] gzip, byte flags, ReadOnlySpan<byte> more)
        => [.. gzip[..3], flags, .. gzip[4..HeaderBytes], .. more, .. gzip[HeaderBytes..]];

    /// <summary>A block of literals in the fixed code, RFC 1951 3.2.6, and behind them the length 286, which is none.</summary>
    private static byte[] WithWrongSymbol(byte[] ascii)
    {
        const byte FirstLiteral = 0b0011_0000;
        const byte WrongLength = 0b1100_0110;
        var bits = new List<bool> { true, true, false };
        foreach (var code in ascii.Select(c => c + FirstLiteral).Append(WrongLength))
        {
            bits.AddRange(Enumerable.Range(0, 8).Select(i => (code >> (7 - i) & 1) == 1));
        }

        var bytes = bits.Chunk(8).Select(byteOf => (byte)byteOf.Select((bit, i) => bit ? 1 << i : 0).Sum());
        return [.. EmptyMember[..HeaderBytes], .. bytes, .. new byte[32]];
    }

    /// <summary>A member of stored blocks, so that a byte of it is a byte of a line.</summary>
    private static byte[] Stored(byte[] content)
    {
        var trailer = Gzip(content)[^TrailerBytes..];
        var blocks = new List<byte>();
        foreach (var piece in content.Chunk(ushort.MaxValue))
        {
            var head = new byte[5];
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(1), (ushort)piece.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(3), (ushort)~piece.Length);
            blocks.AddRange([.. head, .. piece]);
        }

        // The last block holds nothing.
        return [.. EmptyMember[..HeaderBytes], .. blocks, 1, 0, 0, 0xff, 0xff, .. trailer];
    }
}
