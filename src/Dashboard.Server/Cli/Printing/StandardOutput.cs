using Microsoft.Win32.SafeHandles;

namespace Dashboard.Server.Cli.Printing;

/// <summary>stdout as bytes. System.Console silently drops what it cannot write to a closed pipe; this class reports it.</summary>
internal sealed class StandardOutput : IAsyncDisposable
{
    private const int StandardOutputFd = 1;
    private const int Epipe = 32;

    private readonly FileStream _stream = new(new SafeFileHandle(StandardOutputFd, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>True on a terminal, unless NO_COLOR (no-color.org) asks otherwise.</summary>
    public static bool TakesColours
        => IsTerminal
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    /// <summary>False when the reader has closed the pipe: a reason to end, not an error.</summary>
    /// <exception cref="CommandException">Another write error, such as a full disk.</exception>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
            return true;
        }
        catch (IOException closed) when (closed.HResult == Epipe)
        {
            return false;
        }
        catch (IOException problem)
        {
            throw new CommandException($"The output cannot be written: {problem.Message.TrimEnd('.')}; free some room or write elsewhere");
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
