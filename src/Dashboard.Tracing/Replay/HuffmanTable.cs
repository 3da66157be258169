namespace Dashboard.Tracing.Replay;

/// <summary>One code of DEFLATE: which symbol the next bits mean, looked up by as many bits as its longest code has.</summary>
internal sealed class HuffmanTable
{
    private const int MaxBits = 15;
    private const int BitsOfLength = 4;

    /// <summary>By the next bits: the symbol, and the length of its code in the low four bits; 0 where no code begins so.</summary>
    private readonly ushort[] _entries;

    private readonly int _bits;

    /// <param name="lengths">Of each symbol's code; 0 for a symbol that has none.</param>
    public HuffmanTable(ReadOnlySpan<byte> lengths)
    {
        Span<int> next = stackalloc int[MaxBits + 2];
        next.Clear();
        foreach (var length in lengths)
        {
            next[length + 1] += length > 0 ? 1 : 0;
            _bits = Math.Max(_bits, length);
        }

        // The first code of each length, from the number of shorter ones; RFC 1951, 3.2.2.
        for (var (length, code) = (1, 0); length <= MaxBits; length++)
        {
            var count = next[length + 1];
            next[length] = code;
            code = (code + count) << 1;
            if (code > 2 << length)
            {
                // More codes than there are bits for.
                throw BitSource.Damage();
            }
        }

        _entries = new ushort[1 << _bits];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            for (var at = length == 0 ? _entries.Length : Reverse(next[length]++, length); at < _entries.Length; at += 1 << length)
            {
                _entries[at] = (ushort)((symbol << BitsOfLength) | length);
            }
        }
    }

    public int Next(BitSource bits)
    {
        int entry = _entries[bits.Peek(_bits)];
        if (entry == 0)
        {
            throw bits.IsShortOf(_bits) ? BitSource.CutShort() : BitSource.Damage();
        }

        bits.Drop(entry & ((1 << BitsOfLength) - 1));
        return entry >> BitsOfLength;
    }

    /// <summary>Codes come with their highest bit first, everything else with its lowest.</summary>
    private static int Reverse(int code, int length)
    {
        var reversed = 0;
        for (; length > 0; length--, code >>= 1)
        {
            reversed = (reversed << 1) | (code & 1);
        }

        return reversed;
    }
}
