using System.Text;

namespace Dashboard.Server.Cli;

/// <summary>
/// stderr, which may be closed or full: then what is said there is lost, and nothing else. Console.Error would throw, and the command of `run`
/// would not be started.
/// </summary>
internal sealed class LossyStream(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static void UseForErrors()
        => Console.SetError(TextWriter.Synchronized(new StreamWriter(new LossyStream(Open()), new UTF8Encoding(false)) { AutoFlush = true }));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Full, or closed, when another file may have its number. There is no other place to say it.
        }
    }

    private static Stream Open()
    {
        try
        {
            return Console.OpenStandardError();
        }
        catch (IOException)
        {
            return Null;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
