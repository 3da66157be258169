using System.Runtime.InteropServices;
using System.Text;
using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Privileges;

/// <summary>
/// The privileged part, lifecycle-capture, when this process is the server that it started without privileges. It answers
/// a fixed set of questions (capture/protocol.h). When it has ended, all of them are refused.
/// </summary>
public static partial class CapturePart
{
    private const string Library = "liblifecycle";
    internal const string Variable = "LIFECYCLE_CAPTURE_SOCKET";
    private const int MaxLogBytes = 128 << 10;

    /// <summary>Behind the socket of a server that the privileged part has started: CAPTURE_GIVEN.</summary>
    private const int Given = 4;

    /// <summary>Of capture_hello in bytes, and its field pid.</summary>
    private const int HelloBytes = 4096;
    private const int HelloPid = 12;

    private static readonly Lazy<string> Directory = new(FindProcess);

    public static bool IsThere => Socket is not null;

    /// <summary>It runs without this process, too, and serves one server after another.</summary>
    public static bool IsShared { get; private set; }

    /// <summary>Descriptor of the socket; null when this process has its own privileges, or none.</summary>
    internal static int? Socket { get; private set; } = Find();

    /// <summary>The directory in /proc of the process whose privileges count here.</summary>
    internal static string Process => Directory.Value;

    /// <summary>Before anything is asked or traced: takes the privileged part that listens there. Why that cannot be; null when it is done.</summary>
    public static string? Connect(string path)
    {
        var socket = Dial(path);
        var result = socket < 0 ? socket : UseSocket(socket, 0);
        if (result < 0)
        {
            return Errno.NameOf(result);
        }

        (Socket, IsShared) = (socket, true);
        return null;
    }

    /// <summary>Formats of tracepoints, as they were given to it.</summary>
    internal static SafeFileHandle? Formats() => Open(Kind.Formats, out _, 0, default);

    internal static string LoadLog() => Encoding.UTF8.GetString(Ask(Kind.Log, new byte[MaxLogBytes], out _) ?? []);

    /// <summary>The directory of a cgroup, for its path only.</summary>
    internal static SafeFileHandle? Cgroup(ulong id, bool isVersion1, out int errno) => Open(Kind.Cgroup, out errno, isVersion1 ? 1 : 2, default, id);

    internal static PrivilegedLink? Link(ProcIdentity process, string name, out int errno)
    {
        var answer = Ask(Kind.Link, new byte[PrivilegedLink.MaxBytes], out errno, Array.IndexOf(PrivilegedLink.Names, name), process.Pid, process.StartTicks);
        return answer is null ? null : PrivilegedLink.Parse(answer);
    }

    /// <summary>For paths below it only.</summary>
    internal static SafeFileHandle? Root(ProcIdentity process, out int errno) => Open(Kind.Root, out errno, 0, process);

    internal static SafeFileHandle? Environment(ProcIdentity process, out int errno) => Open(Kind.Environment, out errno, 0, process);

    /// <summary>Sets the priority of a thread of this process.</summary>
    /// <param name="niceness">0 for the lowest real-time priority.</param>
    internal static bool SetPriority(int threadId, int niceness) => Ask(Kind.Priority, [], out _, niceness, threadId) is not null;

    /// <summary>Chooses the number of the next process. 0, or the errno of a refusal.</summary>
    public static int SetNextPid(int pid)
    {
        Ask(Kind.NextPid, [], out var errno, pid: pid);
        return errno;
    }

    /// <summary>Sends SIGTERM to the command of `run`, which the privileged part is the parent of.</summary>
    internal static void EndCommand() => Ask(Kind.EndCommand, [], out _);

    private static SafeFileHandle? Open(Kind kind, out int errno, int argument, ProcIdentity process, ulong id = 0)
    {
        var result = AskNative((int)kind, argument, process.Pid, process.StartTicks, id, [], 0, out var descriptor);
        errno = result < 0 ? -result : 0;
        return result < 0 || descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static byte[]? Ask(Kind kind, byte[] buffer, out int errno, int argument = 0, int pid = 0, ulong startTicks = 0)
    {
        var result = AskNative((int)kind, argument, pid, startTicks, 0, buffer, buffer.Length, out var descriptor);
        if (descriptor >= 0)
        {
            new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
        }

        errno = result < 0 ? -result : 0;
        return result < 0 ? null : buffer[..result];
    }

    private static int? Find()
        => int.TryParse(System.Environment.GetEnvironmentVariable(Variable), out var socket) && UseSocket(socket, Given) == 0 ? socket : null;

    [LibraryImport(Library, EntryPoint = "lifecycle_use_socket")]
    private static partial int UseSocket(int socket, int given);

    [LibraryImport(Library, EntryPoint = "lifecycle_dial", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Dial(string path);

    [LibraryImport(Library, EntryPoint = "lifecycle_ask")]
    private static partial int AskNative(int kind, int argument, int pid, ulong start, ulong id, Span<byte> buffer, int bytes, out int descriptor);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();

    private static string FindProcess()
        => !IsThere ? "/proc/self"
            : !IsShared ? $"/proc/{GetParent()}"
            : Ask(Kind.Hello, new byte[HelloBytes], out _) is { Length: > HelloPid } hello ? $"/proc/{BitConverter.ToInt32(hello, HelloPid)}"
            : "/proc/self";

    /// <summary>enum capture_kind; the others are asked by the native library.</summary>
    private enum Kind
    {
        Hello = 1,
        Log = 7,
        Cgroup,
        Link,
        Root,
        Environment,
        Priority,
        NextPid,
        EndCommand,
        Formats,
    }
}
