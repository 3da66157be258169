using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>The native tracer. Releasing it detaches all probes.</summary>
internal sealed class TracerHandle : SafeHandle
{
    public TracerHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.Close(handle);
        return true;
    }
}
