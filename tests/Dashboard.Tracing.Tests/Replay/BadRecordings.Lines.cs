using System.Text;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Lines that are no event, and lines that look odd and are one.</summary>
internal static partial class BadRecordings
{
    private const int MaxLine = 1 << 20;

    /// <summary>A good line of before, whose place is taken by the same with a change.</summary>
    private const int OddAt = 10;

    private static readonly byte[] Mark = [0xef, 0xbb, 0xbf];

    private static IEnumerable<BadRecording> Lines =>
    [
        Line("line: a word", "rubbish", "not JSON"),
        Line("line: blanks", "   ", "not JSON"),
        Line("line: a comment", "# a comment", "not JSON"),
        Line("line: a comment of C", "// a comment", "not JSON"),
        Line("line: an open brace", "{", "not JSON"),
        Line("line: half an event", () => Good(1)[0][..40], "not JSON"),
        Line("line: null", "null", "no event"),
        Line("line: true", "true", "kind"),
        Line("line: a number", "7", "kind"),
        Line("line: a text", "\"fork\"", "kind"),
        Line("line: an array", "[]", "kind"),
        Line("line: an event in an array", () => [(byte)'[', .. Good(1)[0], (byte)']'], "kind"),
        Line("line: an object", "{}", "kind"),
        Line("line: two events", () => [.. Good(1)[0], .. Good(1)[0]], "not JSON"),
        Line("line: text behind the event", () => [.. Good(1)[0], .. "x"u8], "not JSON"),
        Line("line: a comma behind the last field", () => [.. Good(1)[0][..^1], .. ",}"u8], "not JSON"),
        Line("line: single quotes", "{'kind':'fork'}", "not JSON"),
        Line("line: a key without quotes", "{kind:\"fork\"}", "not JSON"),
        Line("line: NaN", "{\"kind\":\"fork\",\"bootNs\":NaN}", "not JSON"),
        Line("line: a hexadecimal number", "{\"kind\":\"fork\",\"bootNs\":0x10}", "not JSON"),
        Line("line: a leading zero", "{\"kind\":\"fork\",\"bootNs\":007}", "not JSON"),
        Line("line: a leading plus", "{\"kind\":\"fork\",\"bootNs\":+7}", "not JSON"),
        Line("line: a tab within a text", "{\"kind\":\"fork\",\"comm\":\"a\tb\"}", "not JSON"),
        Line("line: an unknown escape", "{\"kind\":\"fork\",\"comm\":\"\\x41\"}", "not JSON"),
        Line("line: NULs", "\0\0\0\0", "not JSON"),
        Line("line: a NUL before the event", () => [0, .. Good(1)[0]], "not JSON"),
        Line("line: a terminal's escape", "\u001b[2J", "not JSON"),
        Line("line: bytes that are no UTF-8", () => [0xff, 0xfe, 0x80, (byte)'{'], "not JSON"),
        Line("line: a name that is no UTF-8", () => Replace(Good(1)[0], "unknown", [0xff, 0xfe]), "comm"),
        Line("line: an overlong slash", () => Replace(Good(1)[0], "unknown", [0xc0, 0xaf]), "comm"),
        Line("line: half a surrogate in UTF-8", () => Replace(Good(1)[0], "unknown", [0xed, 0xa0, 0x80]), "comm"),
        Line("line: half a surrogate", "{\"kind\":\"fork\",\"comm\":\"\\ud800\"}", "comm"),
        Line("line: the wrong half of a surrogate", "{\"kind\":\"fork\",\"comm\":\"\\udc00\"}", "comm"),
        Line("line: half a surrogate in the kind", "{\"kind\":\"\\ud800\"}", "valid text"),
        Line("line: half a surrogate in a key", "{\"\\ud800\":1}", "valid text"),
        Line("line: UTF-16", () => Encoding.Unicode.GetBytes("{}"), "not JSON"),
        Line("line: a byte order mark", () => [.. Mark, .. Good(1)[0]], "not JSON"),
        Line("line: a header", "{\"recording\":{}}", "kind"),
        Line("line: the kind twice", "{\"kind\":\"fork\",\"kind\":\"exit\"}", "kind"),
        Line("line: 500 arrays, one in the other", new string('[', 500), "not JSON"),
        Line("line: 500 objects, one in the other", string.Concat(Enumerable.Repeat("{\"a\":", 500)), "not JSON"),
        Line("line: 100 arrays in a field", () => [.. Good(1)[0][..^1], .. Bytes($",\"x\":{new string('[', 100)}{new string(']', 100)}}}")], "not JSON"),
        Line("line: one byte too long", () => Pad(Good(1)[0], MaxLine + 1), "longer than 1 MiB"),
        Line("line: 2 MiB", () => Bytes(new string('x', 2 << 20)), "longer than 1 MiB"),
        Line("line: 70 MiB", () => [.. Enumerable.Repeat((byte)'x', 70 << 20)], "longer than 1 MiB"),
        Line("line: a name of 900 KiB", () => Replace(Good(1)[0], "unknown", Bytes(new string('n', 900 << 10))), "is longer than any name"),
        Line("line: a kind of 900 KiB", () => Bytes($"{{\"kind\":\"{new string('k', 900 << 10)}\"}}"), "is not known"),
        Line("line: a number of 900 KiB", () => Bytes($"{{\"kind\":\"fork\",\"bootNs\":{new string('9', 900 << 10)}}}"), "bootNs"),
        Line("line: 200,000 arguments that are null", () => Bytes(RecordingStory.With("exec.exit", "args", $"[{string.Join(',', Enumerable.Repeat("null", 200_000))}]")), "args"),
    ];

    /// <summary>Nothing is wrong with them.</summary>
    private static IEnumerable<BadRecording> OddLines =>
    [
        Odd("odd: an unknown field", line => [.. line[..^1], .. ",\"colour\":{\"a\":[1,2]}}"u8]),
        Odd("odd: an unknown field of 900 KiB", line => [.. line[..^1], .. Bytes($",\"x\":\"{new string('x', 900 << 10)}\"}}")]),
        Odd("odd: a field twice", line => [.. line[..^1], .. ",\"comm\":\"b\"}"u8]),
        Odd("odd: its kind last", line => [.. Replace(line, "\"kind\":\"fork\",", [])[..^1], .. ",\"kind\":\"fork\"}"u8]),
        Odd("odd: a number as text", line => Replace(line, "\"tid\":110", "\"tid\":\"110\""u8)),
        Odd("odd: keys of another case", line => Replace(line, "\"bootNs\"", "\"BOOTNS\""u8)),
        Odd("odd: an escape in a key", line => Replace(line, "\"comm\"", "\"\\u0063omm\""u8)),
        Odd("odd: a NUL in a name", line => Replace(line, "unknown", "a\\u0000b"u8)),
        Odd("odd: blanks around", line => [.. " \t"u8, .. line, .. "\t  "u8]),
        Odd("odd: no parent", line => Replace(line, "\"parent\":\"1-1\"", "\"parent\":null"u8)),
        Odd("odd: no time", line => Remove(line, "time")),
        Odd("odd: no bootNs", line => Remove(line, "bootNs")),
        Odd("odd: the longest line", line => Pad(line, MaxLine)),
        Odd("odd: empty lines", line => [.. "\n\n\r\n"u8, .. line, .. "\n\n"u8]),
    ];

    private static BadRecording Odd(string name, Func<byte[], byte[]> change)
        => File(name, () =>
        {
            var lines = Good(Both);
            var changed = change(lines[OddAt]);
            Assert.NotEqual(lines[OddAt], changed);
            lines[OddAt] = changed;
            return Join(lines);
        }) with
        { Good = Both };

    private static byte[] Replace(byte[] line, string old, ReadOnlySpan<byte> bytes)
    {
        var (at, length) = (line.AsSpan().IndexOf(Bytes(old)), Bytes(old).Length);
        Assert.NotEqual(-1, at);
        return [.. line[..at], .. bytes, .. line[(at + length)..]];
    }

    private static byte[] Remove(byte[] line, string field)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject();
        Assert.True(json.Remove(field));
        return Bytes(json.ToJsonString());
    }

    /// <summary>With blanks at its end.</summary>
    private static byte[] Pad(byte[] line, int length) => [.. line, .. Enumerable.Repeat((byte)' ', length - line.Length)];
}
