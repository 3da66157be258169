using System.Text;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Filtering.Matching;

/// <summary>Tests an argument list: each argument alone, and all of them joined by spaces as the UI shows them.</summary>
internal sealed class ArgumentText
{
    // Reused, so that joining allocates nothing; grows to the longest arguments of the feed.
    private char[] _joined = new char[256];

    public bool Matches(IReadOnlyList<string>? args, TextTest test)
    {
        if (args is null)
        {
            return false;
        }

        // A substring of one argument is also a substring of the joined line.
        if (!IsPiece(test) || args.Count == 1)
        {
            for (var i = 0; i < args.Count; i++)
            {
                if (test.Matches(args[i]))
                {
                    return true;
                }
            }
        }

        return args.Count > 1 && test.Matches(Join(args));
    }

    public bool Matches(in ArgumentEntry args, TextTest test)
        => args.Bytes is { IsEmpty: false } block ? Matches(block, test) : Matches(args.ToList(), test);

    /// <summary>The same for bytes; each byte is one character, so no text is allocated.</summary>
    public bool Matches(ReadOnlySpan<byte> block, TextTest test)
    {
        Reserve(block.Length);
        var line = _joined.AsSpan(0, block.Length - 1);
        Encoding.ASCII.GetChars(block[..^1], line);
        var only = !line.Contains('\0');
        if (!IsPiece(test) || only)
        {
            foreach (var argument in ((ReadOnlySpan<char>)line).Split('\0'))
            {
                if (test.Matches(line[argument]))
                {
                    return true;
                }
            }
        }

        line.Replace('\0', ' ');
        return !only && test.Matches(line);
    }

    private static bool IsPiece(TextTest test) => test.Kind is TextTestKind.Contains or TextTestKind.ContainsAny;

    private void Reserve(int length)
    {
        if (_joined.Length < length)
        {
            _joined = new char[Math.Max(length, 2 * _joined.Length)];
        }
    }

    private ReadOnlySpan<char> Join(IReadOnlyList<string> args)
    {
        var length = args.Count - 1;
        for (var i = 0; i < args.Count; i++)
        {
            length += args[i].Length;
        }

        Reserve(length);
        var at = 0;
        for (var i = 0; i < args.Count; i++)
        {
            if (i > 0)
            {
                _joined[at++] = ' ';
            }

            args[i].CopyTo(_joined.AsSpan(at));
            at += args[i].Length;
        }

        return _joined.AsSpan(0, length);
    }
}
