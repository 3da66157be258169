using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Dashboard.Tracing.Replay;

/// <summary>
/// Reads a gzip file (RFC 1952) of one or more members, checked to its last byte. .NET's GZipStream does not report a
/// truncated or damaged file, or trailing bytes, so SharpZipLib inflates the data.
/// </summary>
internal sealed class GzipReader(Stream file)
{
    private const int HasCrc = 1 << 1;
    private const int HasExtra = 1 << 2;
    private const int HasName = 1 << 3;
    private const int HasComment = 1 << 4;
    private const int Reserved = 0xe0;
    private const int Deflate = 8;

    /// <summary>
    /// So many bytes are given to the inflater at a time: what it has made of the last ones is lost with it when it finds
    /// damage, and few of them are less than a line.
    /// </summary>
    private const int MaxPiece = 16;

    private readonly byte[] _input = new byte[1 << 14];
    private readonly Crc32 _crc = new();
    private Inflater? _member;
    private uint _length;
    private int _at;
    private int _end;
    private bool _begun;

    /// <summary>Found by the inflater; reported after all data before it was read.</summary>
    private bool _isDamaged;

    public static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1f, 0x8b, ..];

    /// <summary>0 at the end.</summary>
    /// <exception cref="InvalidDataException">The reason, as the end of a sentence.</exception>
    public int Read(byte[] buffer, int offset, int count)
    {
        while (true)
        {
            if (_member is { IsFinished: true })
            {
                EndMember();
            }

            if (_member is null)
            {
                if (_begun && !HasInput())
                {
                    return 0;
                }

                BeginMember();
            }

            var read = Inflate(_member!, buffer, offset, count);
            _crc.Update(new ArraySegment<byte>(buffer, offset, read));
            _length += (uint)read;
            if (read > 0)
            {
                return read;
            }
        }
    }

    private int Inflate(Inflater member, byte[] buffer, int offset, int count)
    {
        if (_isDamaged)
        {
            throw Damage();
        }

        if (member.IsNeedingInput)
        {
            if (!HasInput())
            {
                throw CutShort();
            }

            var piece = Math.Min(MaxPiece, _end - _at);
            member.SetInput(_input, _at, piece);
            _at += piece;
        }

        var before = member.TotalOut;
        try
        {
            return member.Inflate(buffer, offset, count);
        }
        catch (Exception problem) when (problem is SharpZipBaseException or IndexOutOfRangeException or ArgumentException)
        {
            // SharpZipLib 1.4.2 does not check the lengths of all codes before it uses them as an index.
            _isDamaged = true;
            return (int)(member.TotalOut - before);
        }
    }

    private void BeginMember()
    {
        if (Take() != 0x1f || Take() != 0x8b)
        {
            throw new InvalidDataException("bytes that do not belong to it follow its compressed data");
        }

        var (method, flags) = (Take(), Take());
        if (method != Deflate || (flags & Reserved) != 0)
        {
            throw Damage();
        }

        // Modification time, compression level, operating system.
        Skip(6);
        if ((flags & HasExtra) != 0)
        {
            Skip(Take() | Take() << 8);
        }

        SkipText((flags & HasName) != 0);
        SkipText((flags & HasComment) != 0);
        Skip((flags & HasCrc) != 0 ? 2 : 0);
        (_member, _length, _begun) = (new Inflater(noHeader: true), 0, true);
        _crc.Reset();
    }

    private void EndMember()
    {
        // What the inflater did not need is behind the member.
        _at -= _member!.RemainingInput;
        _member = null;
        if (TakeNumber() != (uint)_crc.Value || TakeNumber() != _length)
        {
            throw new InvalidDataException("its checksum does not fit, so a line before may be wrong");
        }
    }

    private bool HasInput()
    {
        if (_at == _end)
        {
            (_at, _end) = (0, file.Read(_input));
        }

        return _at < _end;
    }

    private int Take() => HasInput() ? _input[_at++] : throw CutShort();

    private uint TakeNumber() => (uint)Take() | (uint)Take() << 8 | (uint)Take() << 16 | (uint)Take() << 24;

    private void Skip(int bytes)
    {
        for (var i = 0; i < bytes; i++)
        {
            Take();
        }
    }

    private void SkipText(bool isThere)
    {
        while (isThere && Take() != 0)
        {
            // Skips to the NUL.
        }
    }

    private static InvalidDataException CutShort() => new("its compressed data is cut short");

    private static InvalidDataException Damage() => new("its compressed data is damaged");
}
