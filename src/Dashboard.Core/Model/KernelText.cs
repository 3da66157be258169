using System.Text;

namespace Dashboard.Core.Model;

/// <summary>
/// Bytes from the kernel (comm, paths, arguments) as text, without losing one: they are bytes that any process may
/// choose, not UTF-8. A byte that is not part of valid UTF-8 becomes the private-use character U+EF80 + (byte - 0x80),
/// and those characters themselves, when a process really sends them, are treated as invalid bytes, so that
/// <see cref="Encode"/> gives the same bytes back. Private-use characters, unlike lone surrogates, survive JSON.
/// </summary>
public static class KernelText
{
    private const char RawFirst = '\uEF80';
    private const char RawLast = '\uEFFF';

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // Nearly all text is ASCII; only the rest pays for the scan below.
        if (Ascii.IsValid(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.Done && !IsRaw(rune.Value))
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var one in bytes[..used])
                {
                    text.Append(one < 0x80 ? (char)one : (char)(RawFirst + one - 0x80));
                }
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    public static byte[] Encode(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsRaw(rune.Value))
            {
                bytes.Add((byte)(rune.Value - RawFirst + 0x80));
            }
            else
            {
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>
    /// The text as a person may safely see it: invalid bytes and <see cref="HiddenCharacters"/> become visible escapes
    /// (\n, \x1b, \u202e, \U000e0061).
    /// </summary>
    public static string Display(string text)
    {
        if (!NeedsEscape(text))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => shown.Append("\\n"),
                '\r' => shown.Append("\\r"),
                '\t' => shown.Append("\\t"),
                < 0x20 or 0x7f => shown.Append("\\x").Append(rune.Value.ToString("x2")),
                _ when IsRaw(rune.Value) => shown.Append("\\x").Append((rune.Value - RawFirst + 0x80).ToString("x2")),
                _ when !HiddenCharacters.Contains(rune) => shown.Append(rune.ToString()),
                > 0xffff => shown.Append("\\U").Append(rune.Value.ToString("x8")),
                _ => shown.Append("\\u").Append(rune.Value.ToString("x4")),
            };
        }

        return shown.ToString();
    }

    private static bool NeedsEscape(string text)
    {
        return text.AsSpan().IndexOfAnyInRange(RawFirst, RawLast) >= 0 || HiddenCharacters.AreIn(text);
    }

    private static bool IsRaw(int c) => c is >= RawFirst and <= RawLast;
}
