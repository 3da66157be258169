using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_command.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeCommand
{
    public int Pid;
    public int Gate;
    public int Report;

    /// <summary>A child that waits at its gate.</summary>
    /// <param name="command">The program, searched in PATH unless it has a slash, and its arguments.</param>
    /// <exception cref="TracingUnavailableException">The library is missing, or no process could be created.</exception>
    public static NativeCommand Spawn(IReadOnlyList<string> command)
    {
        Tracer.CheckLibrary();
        var argv = NativeTexts.New(command);
        var result = NativeMethods.Spawn(argv, out var child);
        NativeTexts.Free(argv);
        return result == 0
            ? child
            : throw new TracingUnavailableException(
                $"No process could be made for the command ({Errno.NameOf(result)}); it does not run; free some processes.", -result);
    }
}
