using System.Text;

namespace Dashboard.Core.Events;

/// <summary>
/// Arguments as the kernel tells them: one behind the other, each with its NUL. A build gives each of its programs new
/// ones and nobody looks at most of them, so they stay bytes until somebody does.
/// </summary>
internal static class ArgumentBytes
{
    /// <summary>Longer ones become texts at once. As much as the kernel side tells of one exec.</summary>
    public const int MaxBytes = 32 << 10;

    /// <summary>Longer ones are the first to go when memory is short: few programs have them, and a flood is made of them.</summary>
    public const int LongBytes = 2048;

    /// <summary>Shorter ones go with their event or process: to cut them would free next to nothing.</summary>
    public const int ShortBytes = 256;

    /// <summary>Whether they can stay bytes. ASCII alone: then a byte is a character, for filters and in the archive too.</summary>
    public static bool CanHold(ReadOnlySpan<byte> block)
        => block.Length is > 0 and <= MaxBytes && block[^1] == 0 && Ascii.IsValid(block);

    public static int Count(ReadOnlySpan<byte> block) => block.Count((byte)0);

    /// <summary>Takes the first one off.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var first = rest[..end];
        rest = rest[(end + 1)..];
        return first;
    }

    /// <summary>Whether a list of texts may become bytes, and how many. A recording may hold any text.</summary>
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

    public static string[] ToTexts(ReadOnlySpan<byte> block, int most = int.MaxValue)
    {
        var texts = new string[Math.Min(most, Count(block))];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.ASCII.GetString(Next(ref block));
        }

        return texts;
    }
}
