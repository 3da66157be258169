using System.Text;

namespace Dashboard.Core.Events;

/// <summary>
/// Arguments in the kernel's layout: consecutive strings, each ending in NUL. A build creates new ones for each exec and few are
/// ever displayed, so they stay bytes until read.
/// </summary>
internal static class ArgumentBytes
{
    /// <summary>Upper bound; longer blocks are decoded to texts at once. Equals the native side's limit for one exec.</summary>
    public const int MaxBytes = 32 << 10;

    /// <summary>Arguments longer than this are dropped first when memory is short: few programs have them, and floods consist of them.</summary>
    public const int LongBytes = 2048;

    /// <summary>Arguments shorter than this are dropped only with their event or process; cutting them would free almost nothing.</summary>
    public const int ShortBytes = 256;

    /// <summary>True when the block can stay bytes: ASCII only, so that one byte is one character in filters and in the archive.</summary>
    public static bool CanHold(ReadOnlySpan<byte> block)
        => block.Length is > 0 and <= MaxBytes && block[^1] == 0 && Ascii.IsValid(block);

    public static int Count(ReadOnlySpan<byte> block) => block.Count((byte)0);

    /// <summary>Takes the first argument off the block.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var first = rest[..end];
        rest = rest[(end + 1)..];
        return first;
    }

    /// <summary>True when a list of texts can become bytes; also returns how many. A recording may hold any text.</summary>
    public static bool CanHold(IReadOnlyList<string> texts, out int bytes)
    {
        bytes = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            bytes += texts[i].Length + 1;
            if (bytes > MaxBytes || !Ascii.IsValid(texts[i]) || texts[i].Contains('\0'))
            {
                return false;
            }
        }

        return bytes > 0;
    }

    public static string[] ToTexts(ReadOnlySpan<byte> block, int max = int.MaxValue)
    {
        var texts = new string[Math.Min(max, Count(block))];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.ASCII.GetString(Next(ref block));
        }

        return texts;
    }

    /// <summary>The texts of the first bytes of a block; the last one may be cut.</summary>
    public static string[] ToBeginning(ReadOnlySpan<byte> block, int maxBytes)
    {
        if (block.Length <= maxBytes)
        {
            return ToTexts(block);
        }

        var first = block[..maxBytes];
        var whole = ToTexts(first[..(first.LastIndexOf((byte)0) + 1)]);
        var rest = first[(first.LastIndexOf((byte)0) + 1)..];
        return rest.IsEmpty ? whole : [.. whole, Encoding.ASCII.GetString(rest)];
    }
}
