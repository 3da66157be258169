using System.Text;

namespace Dashboard.Core.Model;

/// <summary>
/// Decodes bytes from the kernel (comm, paths, arguments) without loss: any process may choose them, and they need not be UTF-8.
/// An invalid byte becomes the private-use character U+EF80 + (byte - 0x80); where a process really sends those characters,
/// their bytes are treated as invalid, so that <see cref="Encode"/> returns the same bytes. Private-use characters, unlike
/// unpaired surrogates, survive JSON.
/// </summary>
public static class KernelText
{
    private const char RawFirst = '\uEF80';
    private const char RawLast = '\uEFFF';

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // Nearly all text is ASCII; only other text needs the scan below.
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
    /// The text in a form that is safe to display: invalid bytes and <see cref="HiddenCharacters"/> become visible escapes
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
