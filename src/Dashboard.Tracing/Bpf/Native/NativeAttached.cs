using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_attached: since when a privileged part has traced for this process, on CLOCK_BOOTTIME.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeAttached
{
    /// <summary>Nothing that this process has to report was lost before.</summary>
    public long OpenedNs;

    /// <summary>Since then all is recorded, unless a loss is reported.</summary>
    public long AttachedNs;

    /// <summary>1 when an earlier server has read the same ring.</summary>
    public int Continues;
}
