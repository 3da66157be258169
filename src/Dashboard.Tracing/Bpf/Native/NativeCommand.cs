using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_command: a child that waits at its gate.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeCommand
{
    public int Pid;
    public int Gate;
    public int Report;
}
