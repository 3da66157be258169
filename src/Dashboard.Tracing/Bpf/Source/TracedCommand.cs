using System.Globalization;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>
/// A child process that waits before its exec, so that a tracer for it can be opened first
/// (<see cref="Dashboard.Core.Feeds.KernelFilter.Under"/>). It inherits terminal, directory and environment.
/// </summary>
public sealed class TracedCommand
{
    private const int Terminated = 15;

    private readonly Task<ExitStatus> _end;

    /// <summary>True when the privileged part is its parent, which waits for it and may signal it.</summary>
    private readonly bool _isGiven;

    private NativeCommand _command;

    private TracedCommand(NativeCommand command, bool isGiven)
    {
        (_command, _isGiven) = (command, isGiven);
        var pid = command.Pid;
        // A thread of its own, because the wait lasts as long as the command.
        _end = Task.Factory.StartNew(() => isGiven ? ReadEnd() : Wait(pid), TaskCreationOptions.LongRunning);
    }

    public int Pid => _command.Pid;

    /// <summary>Completes when the command has ended, or could not be started.</summary>
    public Task<ExitStatus> End => _end;

    /// <param name="command">The program, searched in PATH unless it has a slash, and its arguments.</param>
    /// <exception cref="TracingUnavailableException">The library is missing, or no process could be created.</exception>
    public static TracedCommand Start(IReadOnlyList<string> command) => new(NativeCommand.Spawn(command), isGiven: false);

    /// <summary>The command that the privileged part was started with; null without one.</summary>
    public static TracedCommand? Given()
        => CapturePart.IsThere && int.TryParse(Environment.GetEnvironmentVariable(GivenFiles.CommandVariable), CultureInfo.InvariantCulture, out var pid)
            ? new(new NativeCommand { Pid = pid, Gate = GivenFiles.Gate, Report = GivenFiles.Report }, isGiven: true)
            : null;

    /// <summary>Starts the exec. 0 on success, else its errno, and the child has exited.</summary>
    public int Release() => -NativeMethods.Release(ref _command);

    /// <summary>Sends SIGTERM. The pid cannot be reused before the child is waited for.</summary>
    public void Terminate()
    {
        if (_end.IsCompleted)
        {
            return;
        }

        if (_isGiven)
        {
            CapturePart.EndCommand();
        }
        else
        {
            _ = LibC.Kill(Pid, Terminated);
        }
    }

    private static ExitStatus Wait(int pid)
        => NativeMethods.Wait(pid, out var status) == 0
            ? ExitStatus.FromWaitStatus(status)
            : throw new InvalidOperationException("The command's end was collected by another wait.");

    private static ExitStatus ReadEnd()
    {
        using var file = new SafeFileHandle(GivenFiles.End, ownsHandle: true);
        return LibC.ReadFile(file, sizeof(int), out _) is { Length: sizeof(int) } status
            ? ExitStatus.FromWaitStatus(BitConverter.ToInt32(status))
            : throw new TracingUnavailableException("The privileged part, lifecycle-capture, has ended before the command; how the command ends stays unknown.");
    }
}
