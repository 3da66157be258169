using System.Text;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Filtering.Matching;

/// <summary>Asks an argument list, each argument for itself and all of them joined by spaces, as screens show them.</summary>
internal sealed class ArgumentText
{
    // Reused, so that joining allocates nothing; as long as the longest arguments that a feed delivers.
    private char[] _joined = new char[256];

    public bool Matches(IReadOnlyList<string>? args, TextTest test)
    {
        if (args is null)
        {
            return false;
        }

        // What an argument contains, the joined line contains.
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

    /// <summary>The same of bytes, each of which is a character: no text is made of them.</summary>
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
