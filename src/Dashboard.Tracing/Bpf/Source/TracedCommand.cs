using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>
/// A child process that waits before its exec, so that a tracer for it can be opened first
/// (<see cref="Dashboard.Core.Feeds.KernelFilter.Under"/>). It inherits terminal, directory and environment.
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
        // A thread of its own, because the wait lasts as long as the command.
        _end = Task.Factory.StartNew(() => Wait(pid), TaskCreationOptions.LongRunning);
    }

    public int Pid => _command.Pid;

    /// <summary>Completes when the command has ended, or could not be started.</summary>
    public Task<ExitStatus> End => _end;

    /// <param name="command">The program, searched in PATH unless it has a slash, and its arguments.</param>
    /// <exception cref="TracingUnavailableException">The library is missing, or no process could be created.</exception>
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

    /// <summary>Starts the exec. 0 on success, else its errno, and the child has exited.</summary>
    public int Release() => -NativeMethods.Release(ref _command);

    /// <summary>Sends SIGTERM. The pid cannot be reused before the child is waited for.</summary>
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
            : throw new InvalidOperationException("The command's end was collected by another wait.");
}
