using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_command: a child process that waits before its exec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeCommand
{
    public int Pid;
    public int Gate;
    public int Report;
}
