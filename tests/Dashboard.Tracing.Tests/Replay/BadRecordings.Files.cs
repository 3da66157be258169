using System.Text;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Files that are odd or damaged as a whole.</summary>
internal static partial class BadRecordings
{
    private static IEnumerable<BadRecording> Files =>
    [
        File("file: a byte order mark", () => [.. Mark, .. Join(Good(Both))]) with { Good = Both },
        File("file: two byte order marks", () => [.. Mark, .. Mark, .. "{}\n"u8, .. Join(Good(Both))]) with { Good = Both, Skipped = [(1, "not JSON")] },
        File("file: a byte order mark before each line", () => Join(Good(3).Select(line => (byte[])[.. Mark, .. line]))) with
        {
            Good = 1, Skipped = [(2, "not JSON"), (3, "not JSON")],
        },
        File("file: lines as DOS ends them", () => Join(Good(Both).Select(line => (byte[])[.. line, (byte)'\r']))) with { Good = Both },
        File("file: no line break at its end", () => Join(Good(Both))[..^1]) with { Good = Both },
        File("file: its last line is cut", () => Join(Good(Both + 1))[..^20]) with { Good = Both, Skipped = [(Both + 1, "not JSON")] },
        File("file: NULs behind its last line", () => [.. Join(Good(Both)), .. new byte[5000]]) with { Good = Both, Skipped = [(Both + 1, "not JSON")] },
        File("file: its first line is none", () => Join([Bytes("x"), .. Good(Both)])) with { Good = Both, Skipped = [(1, "not JSON")] },
        File("file: comments between", () => Join(Good(3).SelectMany(line => (byte[][])[Bytes("# next"), line]))) with
        {
            Good = 3, Skipped = [(1, "not JSON"), (3, "not JSON"), (5, "not JSON")],
        },
        File("file: 35 bad lines", () => Join([.. Good(Before), .. Enumerable.Repeat(Bytes("x"), 35), .. Good(After, Before)])) with
        {
            Good = Both, Skipped = [.. Enumerable.Range(Before + 1, 10).Select(line => ((long)line, "not JSON"))], More = 25,
        },
        File("file: 900 bad lines before the first event", () => Join([.. Enumerable.Repeat(Bytes("{}"), 900), .. Good(Both)])) with
        {
            Good = Both, Skipped = [.. Enumerable.Range(1, 10).Select(line => ((long)line, "kind"))], More = 890,
        },
        File("file: the first event is of another century", () => Join([Bytes(RecordingStory.With("fork", "bootNs", "1400000000000000000")), .. Good(Both)])) with
        {
            Good = Both, Skipped = [(1, "400 days")],
        },
        File("file: the last event is of another century", () => Join([.. Good(Both), Bytes(RecordingStory.With("fork", "time", "\"2130-01-01T00:00:00Z\""))])) with
        {
            Good = Both, Skipped = [(Both + 1, "do not fit")],
        },
        File("file: 16 MiB of line breaks between", () => [.. Join(Good(Before)), .. Enumerable.Repeat((byte)'\n', 16 << 20), .. Join(Good(After, Before))]) with { Good = Both },
        File("header: another time of boot", () => Join([Bytes("{\"recording\":{\"bootEpochUnixNs\":5}}"), .. Good(Both)])) with { Good = Both },
        File("header: the last of all times", () => Join([Bytes("{\"recording\":{\"bootEpochUnixNs\":9223372036854775807}}"), .. Good(Both)])) with { Good = Both },
        File("header: a pid_max below 0", () => Join([Bytes("{\"recording\":{\"pidMax\":-1}}"), .. Good(Both)])) with { Good = Both },
        Header("header: cut", "{\"recording\":{\"kernel\":\"6.1", "not JSON"),
        Header("header: null", "{\"recording\":null}", "kind"),
        Header("header: an array", "{\"recording\":[]}", "kind"),
        Header("header: a time that is none", "{\"recording\":{\"attachedAt\":\"now\"}}", "kind"),
        Header("header: a number out of range", "{\"recording\":{\"pidMax\":99999999999}}", "kind"),
        File("header: twice", () => Join([Bytes("{\"recording\":{}}"), Bytes("{\"recording\":{}}"), .. Good(Both)])) with { Good = Both, Skipped = [(2, "kind")] },
    ];

    private static IEnumerable<BadRecording> NoRecordings =>
    [
        None("none: an empty file", () => [], "it is empty"),
        None("none: one line break", () => [(byte)'\n'], "holds no event"),
        None("none: 64 MiB of line breaks", () => [.. Enumerable.Repeat((byte)'\n', 64 << 20)], "after line 1000: none of the lines before is an event"),
        None("none: 64 MiB of NULs", () => new byte[65 << 20], "line 1 has more than 64 MiB"),
        None("none: a byte order mark", () => Mark, "holds no event"),
        None("none: a header", () => Bytes("{\"recording\":{\"kernel\":\"6.1\"}}\n"), "holds no event"),
        None("none: comments", () => Bytes(string.Concat(Enumerable.Repeat("# a comment\n", 50))), "line 1 of the recording was skipped: it is not JSON"),
        None("none: an event behind a thousand other lines", () => Join([.. Enumerable.Repeat(Bytes("no event"), 1001), .. Good(5)]), "line 1 of the recording was skipped"),
        None("none: UTF-16", () => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Text(Good(Both)))).ToArray(), "not JSON"),
        None("none: UTF-16, the other order", () => Encoding.BigEndianUnicode.GetBytes(Text(Good(Both))), "not JSON"),
        None("none: UTF-32", () => Encoding.UTF32.GetBytes(Text(Good(Both))), "not JSON"),
        None("none: lines as the first Macintosh ended them", () => [.. Good(Both).SelectMany(line => (byte[])[.. line, (byte)'\r'])], "not JSON"),
        None("none: all events in one array", () => [(byte)'[', .. Good(Both).SelectMany(line => (byte[])[.. line, (byte)',']).SkipLast(1), (byte)']'], "kind"),
        None("none: an event over many lines", () => Bytes(Encoding.UTF8.GetString(Good(1)[0]).Replace(",", ",\n")), "not JSON"),
        None("none: CSV", () => Bytes("seq,time,kind,pid\n1,2026-09-21T14:13:20Z,fork,100\n"), "not JSON"),
        None("none: HTML", () => Bytes("<!doctype html>\n<title>x</title>\n"), "not JSON"),
        None("none: a program", () => [0x7f, .. "ELF"u8, 2, 1, 1, 0, .. new byte[500]], "not JSON"),
        None("none: zstd", () => [0x28, 0xb5, 0x2f, 0xfd, 4, 0, 1, 0, 0], "not JSON"),
        None("none: only events of no time", () => Join(Enumerable.Repeat(Bytes("{\"kind\":\"fork\",\"process\":\"100-1\",\"time\":\"1677-09-21T00:12:44Z\"}"), 5)), "time"),
    ];

    private static BadRecording Header(string name, string header, string reason)
        => File(name, () => Join([Bytes(header), .. Good(Both)])) with { Good = Both, Skipped = [(1, reason)] };

    private static BadRecording None(string name, Func<byte[]> content, string why) => File(name, content) with { Refused = why };

    private static string Text(byte[][] lines) => Encoding.UTF8.GetString(Join(lines));
}
