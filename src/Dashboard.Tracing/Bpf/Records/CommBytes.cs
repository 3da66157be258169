using System.Runtime.CompilerServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>TASK_COMM_LEN: at most 15 bytes and a NUL, of any value.</summary>
[InlineArray(16)]
internal struct CommBytes
{
    private byte _first;
}
