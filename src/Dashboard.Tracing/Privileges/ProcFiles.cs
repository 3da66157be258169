using System.Runtime.InteropServices;
using Dashboard.Tracing.Platform;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Privileges;

/// <summary>What of /proc/PID takes privileges. This process tries first; what it is refused, the privileged part reads.</summary>
internal static class ProcFiles
{
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;

    /// <summary>The target of a link; null when it cannot be read.</summary>
    /// <param name="directory">"/proc/PID", or the path of an open directory of one.</param>
    public static byte[]? Link(string directory, string name, out int errno)
        => LibC.ReadLink($"{directory}/{name}", out errno) is { } link ? link : Asked(directory, name, ref errno)?.Text;

    /// <summary>The path of the executable, and its device and inode where they can be read.</summary>
    public static byte[]? Exe(string directory, out (uint Major, uint Minor, ulong Inode)? file)
    {
        var link = LibC.ReadLink(directory + "/exe", out var errno);
        file = link is null ? null : LibC.FileOf(directory + "/exe");
        if (link is null && Asked(directory, "exe", ref errno) is { } asked)
        {
            (link, file) = (asked.Text, asked.File);
        }

        return link;
    }

    /// <summary>The root directory, for paths below it; null when it cannot be opened.</summary>
    public static SafeFileHandle? Root(string directory, out int errno)
    {
        var root = LibC.Open(directory + "/root", LibC.PathOnly | LibC.CloseOnExec);
        errno = root.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        if (!root.IsInvalid)
        {
            return root;
        }

        root.Dispose();
        return MayAsk(errno) && ProcIdentity.Of(directory) is { } process ? CapturePart.Root(process, out errno) : null;
    }

    public static byte[]? Environment(string directory, int maxBytes, out int errno)
    {
        var block = LibC.ReadFile(directory + "/environ", maxBytes, out errno);
        if (block is not null || !MayAsk(errno) || ProcIdentity.Of(directory) is not { } process)
        {
            return block;
        }

        using var file = CapturePart.Environment(process, out errno);
        return file is null ? null : LibC.ReadFile(file, maxBytes, out errno);
    }

    private static PrivilegedLink? Asked(string directory, string name, ref int errno)
        => MayAsk(errno) && ProcIdentity.Of(directory) is { } process ? CapturePart.Link(process, name, out errno) : null;

    private static bool MayAsk(int errno) => errno is NotPermitted or AccessDenied && CapturePart.IsThere;
}
