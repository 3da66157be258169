using System.Text;

namespace Dashboard.Core.Events;

/// <summary>
/// Arguments as the kernel tells them: one behind the other, each with its NUL. A build gives each of its programs new
/// ones and nobody looks at most of them, so they stay bytes until somebody does.
/// </summary>
internal static class ArgumentBytes
{
    /// <summary>Longer ones become texts at once: few are, and buffers stay small.</summary>
    public const int MaxBytes = 2048;

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

    public static string[] ToTexts(ReadOnlySpan<byte> block)
    {
        var texts = new string[Count(block)];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.ASCII.GetString(Next(ref block));
        }

        return texts;
    }
}
