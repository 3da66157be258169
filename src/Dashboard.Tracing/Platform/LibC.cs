using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Platform;

/// <summary>libc functions that .NET does not offer.</summary>
internal static partial class LibC
{
    // Only flags of open(2) that are equal on x86-64 and arm64: O_DIRECTORY on one is O_DIRECT on the other.
    internal const int ReadOnly = 0;
    internal const int PathOnly = 0x200000;
    internal const int CloseOnExec = 0x80000;

    /// <summary>PRIO_PROCESS of setpriority(2), which on Linux applies to one thread.</summary>
    private const int OneThread = 0;

    /// <summary>SCHED_OTHER with SCHED_RESET_ON_FORK.</summary>
    private const int OrdinaryForItselfOnly = 0x40000000;

    /// <summary>SCHED_RR with SCHED_RESET_ON_FORK.</summary>
    private const int RealTimeForItselfOnly = 0x40000002;

    private const int ClockBootTime = 7;

    /// <summary>AT_FDCWD.</summary>
    private const int WorkingDirectory = -100;

    /// <summary>
    /// Nanoseconds since boot, suspend included, on the clock of all kernel records and of process start times. All code gets
    /// the current time here, because the wall clock can be set at any time.
    /// </summary>
    internal static long BootTimeNs() => OwnBootTimeNs() - TimeNamespace.BootOffsetNs;

    /// <summary>clock_gettime(2) in this process's time namespace.</summary>
    internal static long OwnBootTimeNs()
        => GetTime(ClockBootTime, out var time) == 0
            ? time.Seconds * 1_000_000_000 + time.Nanoseconds
            : throw new InvalidOperationException("CLOCK_BOOTTIME cannot be read.");

    /// <summary>readlink(2) as bytes: .NET would replace bytes that are not UTF-8. Null when there is no such link.</summary>
    internal static byte[]? ReadLink(string path) => ReadLink(path, out _);

    internal static byte[]? ReadLink(string path, out int errno)
    {
        var buffer = new byte[4096];
        var length = ReadLinkInto(path, buffer, buffer.Length);
        errno = length < 0 ? Marshal.GetLastPInvokeError() : 0;
        return length < 0 ? null : buffer[..(int)length];
    }

    /// <summary>Type and permissions of a file, links followed; null on error. statx(2) has the same layout on all architectures.</summary>
    internal static int? ModeOf(string path)
    {
        const int TypeAndMode = 3;
        const int ModeOffset = 28;
        Span<byte> answer = stackalloc byte[256];
        return GetStatus(WorkingDirectory, path, 0, TypeAndMode, answer) == 0 ? BitConverter.ToUInt16(answer[ModeOffset..]) : null;
    }

    /// <summary>The user to whom a directory belongs; null for another file, and for a link.</summary>
    internal static uint? OwnerOf(string directory)
    {
        const int NotThroughLinks = 0x100;
        const int TypeAndOwner = 0x9;
        const int OwnerOffset = 20;
        const int ModeOffset = 28;
        Span<byte> answer = stackalloc byte[256];
        return GetStatus(WorkingDirectory, directory, NotThroughLinks, TypeAndOwner, answer) == 0 && (BitConverter.ToUInt16(answer[ModeOffset..]) & 0xf000) == 0x4000
            ? BitConverter.ToUInt32(answer[OwnerOffset..])
            : null;
    }

    /// <summary>Device and inode of a file, links followed; null when it cannot be read.</summary>
    internal static (uint Major, uint Minor, ulong Inode)? FileOf(string path)
    {
        const int Inode = 0x100;
        const int InodeOffset = 32;
        const int MajorOffset = 136;
        const int MinorOffset = 140;
        Span<byte> answer = stackalloc byte[256];
        return GetStatus(WorkingDirectory, path, 0, Inode, answer) == 0
            ? (BitConverter.ToUInt32(answer[MajorOffset..]), BitConverter.ToUInt32(answer[MinorOffset..]), BitConverter.ToUInt64(answer[InodeOffset..]))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetStatus(int directory, string path, int flags, uint mask, Span<byte> answer);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "open_by_handle_at", SetLastError = true)]
    internal static partial SafeFileHandle OpenByHandle(SafeFileHandle mount, in FileHandle handle, int flags);

    [LibraryImport("libc", EntryPoint = "name_to_handle_at", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int NameToHandle(int directory, string path, ref FileHandle handle, out int mountId, int flags);

    [LibraryImport("libc", EntryPoint = "gettid")]
    internal static partial int GetThreadId();

    /// <summary>Sets the nice value of one thread, not inherited by threads that it starts (of the pool). May be refused.</summary>
    internal static bool SetNice(int threadId, int niceness)
        => SetScheduler(threadId, OrdinaryForItselfOnly, 0) == 0 && SetPriority(OneThread, threadId, niceness) == 0;

    /// <summary>
    /// Gives a thread the lowest real-time priority, above all ordinary threads; may be refused. For a thread that runs
    /// rarely and briefly.
    /// </summary>
    internal static bool SetRealTimePriority(int threadId) => SetScheduler(threadId, RealTimeForItselfOnly, 1) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Kill(int pid, int signal);

    /// <summary>The third argument is struct sched_param, which has one field.</summary>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int threadId, int policy, in int priority);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);

    [LibraryImport("libc", EntryPoint = "readlink", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial nint ReadLinkInto(string path, Span<byte> buffer, nint bytes);

    /// <summary>The vDSO answers in some 50 ns. Leaving the runtime's cooperative mode and coming back would take longer.</summary>
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct file_handle with the eight bytes that kernfs uses.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct FileHandle
    {
        public uint Bytes;
        public int Type;
        public uint IdLow;
        public uint IdHigh;
    }
}
