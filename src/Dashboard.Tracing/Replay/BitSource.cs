namespace Dashboard.Tracing.Replay;

/// <summary>A stream by bits, the lowest of each byte first.</summary>
internal sealed class BitSource(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 14];
    private int _at;
    private int _end;
    private bool _atEnd;
    private ulong _bits;
    private int _count;

    /// <summary>True when fewer bits than this are left.</summary>
    public bool IsShortOf(int count)
    {
        Refill();
        return _count < count;
    }

    public static InvalidDataException CutShort() => new("its compressed data is cut short");

    public static InvalidDataException Damage() => new("its compressed data is damaged");

    /// <summary>The next bits as a number, up to 16 of them.</summary>
    public int Take(int count)
    {
        var value = Peek(count);
        Drop(count);
        return value;
    }

    /// <summary>As <see cref="Take"/>, but they stay; behind the end there are zeros.</summary>
    public int Peek(int count)
    {
        if (_count < count)
        {
            Refill();
        }

        return (int)(_bits & ((1UL << count) - 1));
    }

    public void Drop(int count)
    {
        if (_count < count)
        {
            throw CutShort();
        }

        _bits >>= count;
        _count -= count;
    }

    public void SkipToByte() => Drop(_count & 7);

    private void Refill()
    {
        while (_count <= 56)
        {
            if (_at == _end)
            {
                if (_atEnd)
                {
                    return;
                }

                (_at, _end) = (0, stream.Read(_buffer, 0, _buffer.Length));
                _atEnd = _end == 0;
                if (_atEnd)
                {
                    return;
                }
            }

            _bits |= (ulong)_buffer[_at++] << _count;
            _count += 8;
        }
    }
}
