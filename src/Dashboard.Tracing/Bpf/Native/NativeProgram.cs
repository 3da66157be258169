using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>struct lifecycle_program: one probe, and whether it is attached.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeProgram
{
    public NameText Name;
    public TracepointText Tracepoint;
    public ReasonText Reason;
    public LossText Loss;
    public int Attached;
    public NativeNeed Need;
    public ulong Hits;
    public ulong RunCount;
    public ulong RunNs;
    public ulong Missed;
    public ulong Recovered;
    public ulong Instructions;

    [InlineArray(32)]
    public struct NameText
    {
        private byte _first;
    }

    [InlineArray(48)]
    public struct TracepointText
    {
        private byte _first;
    }

    [InlineArray(512)]
    public struct ReasonText
    {
        private byte _first;
    }

    [InlineArray(96)]
    public struct LossText
    {
        private byte _first;
    }

    public static string TextOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
