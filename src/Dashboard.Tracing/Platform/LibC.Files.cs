using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Platform;

/// <summary>Reads files, with the errno of failures, and without following paths that another process controls.</summary>
internal static partial class LibC
{
    /// <summary>System call number, equal on all architectures, as for all calls since Linux 5.1.</summary>
    private const int OpenAt2 = 437;

    /// <summary>RESOLVE_NO_MAGICLINKS and RESOLVE_IN_ROOT of linux/openat2.h.</summary>
    private const ulong InRootWithoutMagicLinks = 0x02 | 0x10;

    private const int NoProcess = 3;
    private const int Interrupted = 4;
    private const int EmptyPath = 0x1000;

    /// <summary>Reads up to a limit, because files in /proc have no length; null when the file cannot be read.</summary>
    internal static byte[]? ReadFile(string path, int maxBytes, out int errno)
    {
        using var file = Open(path, ReadOnly | CloseOnExec);
        errno = file.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        return file.IsInvalid ? null : ReadFile(file, maxBytes, out errno);
    }

    /// <summary>The same for an open file, from where it is.</summary>
    internal static byte[]? ReadFile(SafeFileHandle file, int maxBytes, out int errno)
    {
        errno = 0;
        var buffer = new byte[Math.Min(maxBytes, 4096)];
        var filled = 0;
        while (filled < maxBytes)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(maxBytes, buffer.Length * 2));
            }

            var read = ReadInto(file, buffer.AsSpan(filled), buffer.Length - filled);
            if (read > 0)
            {
                filled += (int)read;
                continue;
            }

            errno = read < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (errno != Interrupted)
            {
                break;
            }
        }

        return errno == 0 ? buffer[..filled] : null;
    }

    /// <summary>One read(2) of a file that the kernel returns in one piece. The number of bytes; -1 when it cannot be read.</summary>
    internal static int ReadOnce(string path, Span<byte> buffer)
    {
        using var file = Open(path, ReadOnly | CloseOnExec);
        return file.IsInvalid ? -1 : (int)ReadInto(file, buffer, buffer.Length);
    }

    /// <summary>
    /// openat2(2) for a path below a directory that another process may control: ".." and links stay below it, and magic links
    /// of /proc are not followed.
    /// </summary>
    internal static SafeFileHandle OpenInRoot(SafeFileHandle root, string path, int flags)
        => new((nint)OpenHow(OpenAt2, root, path, new HowToOpen { Flags = (ulong)flags, Resolve = InRootWithoutMagicLinks }, Marshal.SizeOf<HowToOpen>()), ownsHandle: true);

    /// <summary>Whether an open file is a regular one, and its size; null when that is unknown.</summary>
    internal static (bool IsRegular, ulong Size)? StatusOf(SafeFileHandle file)
    {
        const int TypeAndSize = 0x201;
        const int ModeOffset = 28;
        const int SizeOffset = 40;
        const int TypeMask = 0xf000;
        const int Regular = 0x8000;
        Span<byte> answer = stackalloc byte[256];
        return GetOpenStatus(file, "", EmptyPath, TypeAndSize, answer) == 0
            ? ((BitConverter.ToUInt16(answer[ModeOffset..]) & TypeMask) == Regular, BitConverter.ToUInt64(answer[SizeOffset..]))
            : null;
    }

    /// <summary>Whether a process with this pid exists, zombies and processes that may not be signalled included.</summary>
    internal static bool IsThere(int pid) => TrySignal(pid, 0) == 0 || Marshal.GetLastPInvokeError() != NoProcess;

    /// <summary>A file without a name, in memory.</summary>
    /// <summary>MFD_CLOEXEC.</summary>
    internal const uint MemoryCloseOnExec = 1;

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial SafeFileHandle MemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int TrySignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadInto(SafeFileHandle file, Span<byte> buffer, nint bytes);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetOpenStatus(SafeFileHandle file, string path, int flags, uint mask, Span<byte> answer);

    /// <summary>glibc has no openat2 before 2.43.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial nint OpenHow(nint number, SafeFileHandle directory, string path, in HowToOpen how, nint size);

    /// <summary>struct open_how.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct HowToOpen
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}
