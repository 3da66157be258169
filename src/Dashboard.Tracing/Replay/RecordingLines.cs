namespace Dashboard.Tracing.Replay;

/// <summary>The lines of a recording as bytes, plain or gzip (detected by its magic number, not by its name).</summary>
/// <remarks>
/// A recording may come from anywhere, so no line is kept beyond <see cref="MaxLineBytes"/>; the rest of a longer one is
/// skipped.
/// </remarks>
internal sealed class RecordingLines : IDisposable
{
    /// <summary>The largest recorded event has 32 KiB of arguments, each byte at most six characters in JSON.</summary>
    public const int MaxLineBytes = 1 << 20;

    private const int FirstBufferBytes = 1 << 16;

    private readonly Stream _file;
    private readonly GzipReader? _gzip;

    // Grows up to MaxLineBytes + 1: a line, and bytes read after it.
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _end;
    private bool _atEnd;
    private InvalidDataException? _damage;

    /// <param name="file">A seekable stream.</param>
    public RecordingLines(Stream file)
    {
        _file = file;
        Span<byte> head = stackalloc byte[3];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (GzipReader.IsGzip(head[..read]))
        {
            _gzip = new GzipReader(file);
        }
        else
        {
            SkipMark(head[..read]);
        }
    }

    /// <summary>Number of lines read, which is the number of the last line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>
    /// Reads the next line without its line break. False at the end. A line that is too long is returned empty, with
    /// <paramref name="isTooLong"/>. Valid until the next call.
    /// </summary>
    /// <param name="maxSkippedBytes">Upper bound of the bytes skipped of a line that is too long.</param>
    /// <exception cref="RecordingException">A line exceeds that bound.</exception>
    /// <exception cref="InvalidDataException">The compressed data is damaged, truncated, or followed by other data.</exception>
    public bool TryRead(long maxSkippedBytes, out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        isTooLong = false;
        line = default;
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = Trim(_buffer.AsSpan(_start, searched + at));
                _start += searched + at + 1;
                Number++;
                return true;
            }

            searched = _end - _start;
            if (_atEnd)
            {
                if (searched == 0 && _damage is not null)
                {
                    throw _damage;
                }

                line = Trim(_buffer.AsSpan(_start, searched));
                _start = _end;
                Number += searched > 0 ? 1 : 0;
                return searched > 0;
            }

            if (searched > MaxLineBytes)
            {
                SkipLine(maxSkippedBytes);
                isTooLong = true;
                Number++;
                return true;
            }

            Fill();
        }
    }

    public void Dispose() => _file.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxLineBytes + 1));
        }

        var isFirst = _gzip is not null && Number == 0 && _end == 0;
        var read = ReadOn();
        _end += read;
        _atEnd = read == 0;
        if (isFirst && _buffer.AsSpan(0, _end) is [0xef, 0xbb, 0xbf, ..])
        {
            _start = 3;
        }
    }

    /// <summary>Damage is reported after the line before it, which may be valid.</summary>
    private int ReadOn()
    {
        try
        {
            return _damage is not null ? 0 : _gzip?.Read(_buffer, _end, _buffer.Length - _end) ?? _file.Read(_buffer.AsSpan(_end));
        }
        catch (InvalidDataException damage)
        {
            _damage = damage;
            return 0;
        }
    }

    /// <summary>Skips the byte order mark that some editors put before UTF-8.</summary>
    private void SkipMark(ReadOnlySpan<byte> head) => _file.Position = head is [0xef, 0xbb, 0xbf] ? head.Length : 0;

    private void SkipLine(long maxSkippedBytes)
    {
        long skipped = _end;
        while (true)
        {
            _start = _end = 0;
            Fill();
            var at = _buffer.AsSpan(0, _end).IndexOf((byte)'\n');
            if (at >= 0 || _atEnd)
            {
                _start = at >= 0 ? at + 1 : _end;
                return;
            }

            skipped += _end;
            if (skipped > maxSkippedBytes)
            {
                throw new RecordingException($"line {Number + 1} has more than {maxSkippedBytes >> 20} MiB");
            }
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.TrimEnd((byte)'\r');
}
