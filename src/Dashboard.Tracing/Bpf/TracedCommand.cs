using System.Runtime.InteropServices;
using Dashboard.Core.Events;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// A child that waits before its first instruction, so that a tracer can be opened on it
/// (<see cref="Dashboard.Core.Feeds.KernelFilter.Under"/>), and that has the terminal, the directory and the environment
/// of this process.
/// </summary>
public sealed class TracedCommand
{
    private const int Terminated = 15;

    private readonly Task<ExitStatus> _end;
    private NativeCommand _command;

    private TracedCommand(NativeCommand command)
    {
        _command = command;
        var pid = command.Pid;
        // A thread of its own, because the wait lasts as long as the command does.
        _end = Task.Factory.StartNew(() => Wait(pid), TaskCreationOptions.LongRunning);
    }

    public int Pid => _command.Pid;

    /// <summary>Completes when the command has ended, also when it could not be started.</summary>
    public Task<ExitStatus> End => _end;

    /// <param name="command">The program, looked for along PATH unless it has a slash, and its arguments.</param>
    /// <exception cref="TracingUnavailableException">The library is missing, or there is no room for a process.</exception>
    public static TracedCommand Start(IReadOnlyList<string> command)
    {
        Tracer.CheckLibrary();
        Span<nint> argv = new nint[command.Count + 1];
        try
        {
            for (var i = 0; i < command.Count; i++)
            {
                argv[i] = Marshal.StringToCoTaskMemUTF8(command[i]);
            }

            var result = NativeMethods.Spawn(argv, out var child);
            return result == 0
                ? new TracedCommand(child)
                : throw new TracingUnavailableException(
                    $"No process could be made for the command ({Errno.NameOf(result)}); it does not run; free some processes.", -result);
        }
        finally
        {
            foreach (var text in argv)
            {
                Marshal.FreeCoTaskMem(text);
            }
        }
    }

    /// <summary>Lets it run. 0 when the exec worked, else its errno, and then the child has gone.</summary>
    public int Release() => -NativeMethods.Release(ref _command);

    /// <summary>Asks it to end (SIGTERM). Its number is its own for as long as nobody has waited for it.</summary>
    public void Terminate()
    {
        if (!_end.IsCompleted)
        {
            _ = LibC.Kill(Pid, Terminated);
        }
    }

    private static ExitStatus Wait(int pid)
        => NativeMethods.Wait(pid, out var status) == 0
            ? ExitStatus.FromWaitStatus(status)
            : throw new InvalidOperationException("The command's end was taken by somebody else.");
}
