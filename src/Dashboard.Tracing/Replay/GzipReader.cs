namespace Dashboard.Tracing.Replay;

/// <summary>
/// A gzip file (RFC 1952) of one member or several, checked to its last byte: what .NET takes for whole though it is cut
/// short, damaged or followed by something else is reported here, behind all that could be read.
/// </summary>
internal sealed class GzipReader(Stream file)
{
    private const int HasCrc = 1 << 1;
    private const int HasExtra = 1 << 2;
    private const int HasName = 1 << 3;
    private const int HasComment = 1 << 4;
    private const int Reserved = 0xe0;
    private const int Deflate = 8;

    private static readonly uint[] CrcTable = MakeCrcTable();

    private readonly BitSource _bits = new(file);
    private Inflater? _member;
    private uint _crc;
    private uint _length;
    private bool _begun;

    public static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1f, 0x8b, ..];

    /// <summary>0 at the end.</summary>
    /// <exception cref="InvalidDataException">Why no more can be read, as the end of a sentence.</exception>
    public int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (_member is { HasEnded: true })
            {
                EndMember();
            }

            if (_member is null)
            {
                if (_begun && _bits.IsShortOf(1))
                {
                    return 0;
                }

                BeginMember();
            }

            var count = _member!.Read(buffer);
            Add(buffer[..count]);
            if (count > 0)
            {
                return count;
            }
        }
    }

    private void BeginMember()
    {
        if (_bits.Take(8) != 0x1f || _bits.Take(8) != 0x8b)
        {
            throw new InvalidDataException("bytes that do not belong to it follow its compressed data");
        }

        var (method, flags) = (_bits.Take(8), _bits.Take(8));
        if (method != Deflate || (flags & Reserved) != 0)
        {
            throw BitSource.Damage();
        }

        // Time, how well it was compressed, and the system.
        Skip(6);
        if ((flags & HasExtra) != 0)
        {
            Skip(_bits.Take(16));
        }

        SkipText((flags & HasName) != 0);
        SkipText((flags & HasComment) != 0);
        Skip((flags & HasCrc) != 0 ? 2 : 0);
        (_member, _crc, _length, _begun) = (new Inflater(_bits), uint.MaxValue, 0, true);
    }

    private void EndMember()
    {
        _member = null;
        _bits.SkipToByte();
        var crc = (uint)_bits.Take(16) | (uint)_bits.Take(16) << 16;
        var length = (uint)_bits.Take(16) | (uint)_bits.Take(16) << 16;
        if (crc != ~_crc || length != _length)
        {
            throw new InvalidDataException("its checksum does not fit, so a line before may be wrong");
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = _crc;
        foreach (var one in bytes)
        {
            crc = (crc >> 8) ^ CrcTable[(byte)crc ^ one];
        }

        (_crc, _length) = (crc, _length + (uint)bytes.Length);
    }

    private void Skip(int bytes)
    {
        for (var i = 0; i < bytes; i++)
        {
            _bits.Take(8);
        }
    }

    private void SkipText(bool isThere)
    {
        while (isThere && _bits.Take(8) != 0)
        {
            // To its NUL.
        }
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1;
            }

            table[i] = crc;
        }

        return table;
    }
}
