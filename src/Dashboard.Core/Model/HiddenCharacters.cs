using System.Text;

namespace Dashboard.Core.Model;

/// <summary>
/// Characters that are invisible, move a terminal's cursor or change the text direction. With them, two different texts can look
/// the same, and a text can look like another one.
/// </summary>
public static class HiddenCharacters
{
    /// <summary>
    /// First and last of each range, in order: the controls of C0 and C1, Default_Ignorable_Code_Point of Unicode's
    /// DerivedCoreProperties.txt (bidirectional controls, zero-width characters, variation selectors, tags), separators of
    /// lines and paragraphs, annotations, and noncharacters at the end of a plane.
    /// </summary>
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x0000, 0x001f), (0x007f, 0x009f), (0x00ad, 0x00ad), (0x034f, 0x034f), (0x061c, 0x061c), (0x115f, 0x1160),
        (0x17b4, 0x17b5), (0x180b, 0x180f), (0x200b, 0x200f), (0x2028, 0x202e), (0x2060, 0x206f), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xfe00, 0xfe0f), (0xfeff, 0xfeff), (0xffa0, 0xffa0), (0xfff0, 0xfffb), (0xfffe, 0xffff), (0x13430, 0x1345f),
        (0x1bca0, 0x1bca3), (0x1d173, 0x1d17a), (0xe0000, 0xe0fff), (0xffffe, 0xfffff), (0x10fffe, 0x10ffff),
    ];

    public static bool Contains(Rune rune)
    {
        var value = rune.Value;
        if (value < 0x7f)
        {
            return value < 0x20;
        }

        foreach (var (first, last) in Ranges)
        {
            if (value <= last)
            {
                return value >= first;
            }
        }

        return false;
    }

    /// <summary>True when the text contains one of them, or an unpaired surrogate.</summary>
    public static bool AreIn(string text)
    {
        // Nearly all text is ASCII.
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
            {
                return HasAny(text);
            }
        }

        return false;
    }

    /// <summary>Escapes them in JSON without changing its value: \u202e, and a surrogate pair beyond 16 bits.</summary>
    public static string EscapeJson(string json)
    {
        if (!AreIn(json))
        {
            return json;
        }

        var shown = new StringBuilder(json.Length + 16);
        Span<char> units = stackalloc char[2];
        foreach (var rune in json.EnumerateRunes())
        {
            var count = rune.EncodeToUtf16(units);
            foreach (var unit in units[..count])
            {
                _ = Contains(rune) ? shown.Append("\\u").Append(((int)unit).ToString("x4")) : shown.Append(unit);
            }
        }

        return shown.ToString();
    }

    private static bool HasAny(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Contains(rune))
            {
                return true;
            }
        }

        return false;
    }
}
