using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct capture_start. A descriptor is -1 for none.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CaptureStart
{
    public NativeOptions Options;
    public uint Uid;
    public uint Gid;
    public uint AllowsEnvironment;
    public int CgroupsV2;
    public int CgroupsV1;
    public int NextPid;
    public int Command;
    public int CommandEnd;
    public FourDescriptors Given;
    public int Listener;

    public readonly string Text
    {
        get
        {
            var copy = this;
            return Convert.ToHexStringLower(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in copy, 1)));
        }
    }

    [InlineArray(4)]
    public struct FourDescriptors
    {
        private int _first;
    }
}
