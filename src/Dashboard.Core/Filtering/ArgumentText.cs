namespace Dashboard.Core.Filtering;

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
        if (test.Kind != TextTestKind.Contains || args.Count == 1)
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

    private ReadOnlySpan<char> Join(IReadOnlyList<string> args)
    {
        var length = args.Count - 1;
        for (var i = 0; i < args.Count; i++)
        {
            length += args[i].Length;
        }

        if (_joined.Length < length)
        {
            _joined = new char[Math.Max(length, 2 * _joined.Length)];
        }

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
