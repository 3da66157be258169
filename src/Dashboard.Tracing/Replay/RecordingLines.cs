using System.IO.Compression;

namespace Dashboard.Tracing.Replay;

/// <summary>The lines of a recording as bytes, gzip (known by its magic number, not by its name) or plain.</summary>
/// <remarks>
/// A recording may come from anywhere, so no line is held beyond <see cref="MaxLineBytes"/>, and a file that is one
/// endless line (/dev/zero, a gzip bomb) is given up.
/// </remarks>
internal sealed class RecordingLines : IDisposable
{
    /// <summary>The largest event of ours is 32 KiB of arguments, each byte at most six characters in JSON.</summary>
    public const int MaxLineBytes = 1 << 20;

    private const long MaxSkippedBytes = 64L << 20;

    private readonly Stream _stream;

    // Bounded by MaxLineBytes: one line and what was read beyond it.
    private readonly byte[] _buffer = new byte[MaxLineBytes + 1];
    private int _start;
    private int _end;
    private bool _atEnd;

    public RecordingLines(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        if (read == 2 && magic is [0x1f, 0x8b])
        {
            file.Position = 0;
            _stream = new GZipStream(file, CompressionMode.Decompress);
        }
        else
        {
            magic[..read].CopyTo(_buffer);
            _end = read;
            _stream = file;
        }
    }

    /// <summary>Lines read so far, so that the line just read has this number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>
    /// Reads the next line without its line break. False at the end. A line that is too long comes as empty, with
    /// <paramref name="isTooLong"/>. Valid until the next call.
    /// </summary>
    /// <exception cref="RecordingException">One line goes on without an end.</exception>
    /// <exception cref="InvalidDataException">The compressed data is damaged or cut short.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
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
                line = Trim(_buffer.AsSpan(_start, searched));
                _start = _end;
                Number += searched > 0 ? 1 : 0;
                return searched > 0;
            }

            if (searched == _buffer.Length)
            {
                SkipLine();
                isTooLong = true;
                Number++;
                return true;
            }

            Fill();
        }
    }

    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
    }

    private void SkipLine()
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
            if (skipped > MaxSkippedBytes)
            {
                throw new RecordingException($"line {Number + 1} has more than {MaxSkippedBytes >> 20} MiB");
            }
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.TrimEnd((byte)'\r');
}
