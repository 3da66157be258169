namespace Dashboard.Tracing.Replay;

/// <summary>
/// Undoes DEFLATE (RFC 1951). The one of .NET answers the end of the data for what is cut short or damaged
/// (dotnet/runtime, DeflateStream without strict validation), and does not say where the compressed data ends.
/// </summary>
internal sealed class Inflater(BitSource bits)
{
    private const int WindowBytes = 1 << 15;
    private const int EndOfBlock = 256;

    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] LengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly int[] DistanceBase =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    private static readonly int[] DistanceBits =
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    private static readonly int[] OrderOfCodeLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static readonly HuffmanTable FixedLiterals = new(
        [.. Enumerable.Repeat((byte)8, 144), .. Enumerable.Repeat((byte)9, 112), .. Enumerable.Repeat((byte)7, 24), .. Enumerable.Repeat((byte)8, 8)]);

    private static readonly HuffmanTable FixedDistances = new([.. Enumerable.Repeat((byte)5, 30)]);

    /// <summary>What a match may refer to: the last 32 KiB, in a ring.</summary>
    private readonly byte[] _window = new byte[WindowBytes];

    private long _written;
    private InvalidDataException? _damage;
    private bool _isLastBlock;
    private int _storedLeft;
    private int _matchLeft;
    private int _matchDistance;
    private HuffmanTable? _literals;
    private HuffmanTable? _distances;

    /// <summary>All of it was read.</summary>
    public bool HasEnded => _isLastBlock && _literals is null && _storedLeft == 0 && _matchLeft == 0;

    /// <summary>Fills the buffer as far as the data goes.</summary>
    /// <exception cref="InvalidDataException">Damaged, or cut short; what is before that was read by earlier calls.</exception>
    public int Read(Span<byte> output)
    {
        var count = 0;
        try
        {
            Fill(output, ref count);
        }
        catch (InvalidDataException damage) when (count > 0)
        {
            // The next call says so: what is before it is good.
            _damage = damage;
        }

        return count;
    }

    private void Fill(Span<byte> output, ref int count)
    {
        if (_damage is not null)
        {
            throw _damage;
        }

        while (count < output.Length)
        {
            if (_matchLeft > 0)
            {
                _matchLeft--;
                Put(_window[(_written - _matchDistance) & (WindowBytes - 1)], output, ref count);
            }
            else if (_storedLeft > 0)
            {
                _storedLeft--;
                Put((byte)bits.Take(8), output, ref count);
            }
            else if (_literals is not null)
            {
                Decode(output, ref count);
            }
            else if (_isLastBlock)
            {
                return;
            }
            else
            {
                BeginBlock();
            }
        }
    }

    private void Put(byte one, Span<byte> output, ref int count)
    {
        _window[_written++ & (WindowBytes - 1)] = one;
        output[count++] = one;
    }

    private void Decode(Span<byte> output, ref int count)
    {
        var symbol = _literals!.Next(bits);
        if (symbol < EndOfBlock)
        {
            Put((byte)symbol, output, ref count);
            return;
        }

        if (symbol == EndOfBlock)
        {
            _literals = null;
            return;
        }

        symbol -= EndOfBlock + 1;
        Need(symbol < LengthBase.Length);
        _matchLeft = LengthBase[symbol] + bits.Take(LengthBits[symbol]);
        var distance = _distances!.Next(bits);
        Need(distance < DistanceBase.Length);
        _matchDistance = DistanceBase[distance] + bits.Take(DistanceBits[distance]);
        Need(_matchDistance <= _written);
    }

    private void BeginBlock()
    {
        _isLastBlock = bits.Take(1) == 1;
        switch (bits.Take(2))
        {
            case 0:
                bits.SkipToByte();
                _storedLeft = bits.Take(16);
                Need((bits.Take(16) ^ 0xffff) == _storedLeft);
                break;
            case 1:
                (_literals, _distances) = (FixedLiterals, FixedDistances);
                break;
            case 2:
                ReadTables();
                break;
            default:
                throw BitSource.Damage();
        }
    }

    private void ReadTables()
    {
        var (literals, distances, codes) = (bits.Take(5) + 257, bits.Take(5) + 1, bits.Take(4) + 4);
        Need(literals <= 286 && distances <= 30);
        Span<byte> lengths = stackalloc byte[286 + 30];
        lengths.Clear();
        for (var i = 0; i < codes; i++)
        {
            lengths[OrderOfCodeLengths[i]] = (byte)bits.Take(3);
        }

        var table = new HuffmanTable(lengths[..19]);
        lengths.Clear();
        for (var at = 0; at < literals + distances;)
        {
            var symbol = table.Next(bits);
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }

            Need(symbol != 16 || at > 0);
            var again = symbol == 16 ? lengths[at - 1] : (byte)0;
            var times = symbol switch { 16 => 3 + bits.Take(2), 17 => 3 + bits.Take(3), _ => 11 + bits.Take(7) };
            Need(at + times <= literals + distances);
            lengths.Slice(at, times).Fill(again);
            at += times;
        }

        Need(lengths[EndOfBlock] != 0);
        _literals = new HuffmanTable(lengths[..literals]);
        _distances = new HuffmanTable(lengths.Slice(literals, distances));
    }

    private static void Need(bool isSound)
    {
        if (!isSound)
        {
            throw BitSource.Damage();
        }
    }
}
