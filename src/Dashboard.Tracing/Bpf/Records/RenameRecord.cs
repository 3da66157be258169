using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Records;

/// <summary>struct lifecycle_rename: a task got another name.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RenameRecord
{
    public RecordHeader Header;
    public CommBytes From;
    public CommBytes To;
}
