using System.Buffers.Binary;

namespace Dashboard.Tracing.Privileges;

/// <summary>struct capture_link_target: where a link of /proc/PID leads.</summary>
/// <param name="File">Device and inode of an exe.</param>
internal readonly record struct PrivilegedLink(byte[] Text, (uint Major, uint Minor, ulong Inode)? File)
{
    /// <summary>CAPTURE_LINK_BYTES.</summary>
    public const int MaxTextBytes = 4096;

    public const int MaxBytes = Head + MaxTextBytes;

    private const int Head = 20;

    /// <summary>CAPTURE_LINKS.</summary>
    public static readonly string[] Names = ["exe", "cwd", "root", "ns/cgroup", "ns/ipc", "ns/mnt", "ns/net", "ns/pid", "ns/time", "ns/user", "ns/uts"];

    public static PrivilegedLink? Parse(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < Head)
        {
            return null;
        }

        var inode = BinaryPrimitives.ReadUInt64LittleEndian(answer);
        return new PrivilegedLink(
            answer[Head..].ToArray(),
            inode == 0 ? null : (BinaryPrimitives.ReadUInt32LittleEndian(answer[8..]), BinaryPrimitives.ReadUInt32LittleEndian(answer[12..]), inode));
    }
}
