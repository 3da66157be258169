using System.Runtime.InteropServices;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Privileges;

/// <summary>
/// What another user may do with files, asked of the kernel. setfsuid(2) and setgroups(2) count for one thread, where the C library does
/// not spread them to all; so they are called directly, on a thread that ends with the work. For root.
/// </summary>
public static partial class FileRights
{
    /// <summary>faccessat2(2), since Linux 5.8; on all architectures. AT_EACCESS: for the file system's user, not the real one.</summary>
    private const int AccessAt2 = 439;
    private const int CurrentDirectory = -100;
    private const int Effective = 0x200;

    /// <summary>Does the work as this user. Files that it makes belong to that user. No await in it.</summary>
    public static T As<T>(ServerUser user, Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(user);
        var (result, problem) = (default(T), default(Exception));
        var thread = new Thread(() =>
        {
            try
            {
                Become(user);
                result = work();
            }
            catch (Exception failed)
            {
                problem = failed;
            }
        });
        thread.Start();
        thread.Join();
        return problem is null ? result! : throw problem;
    }

    /// <summary>The user to whom a directory belongs; null for root, and where there is no directory.</summary>
    public static ServerUser? OwnerOf(string directory)
        => LibC.OwnerOf(directory) is { } uid and > 0 ? new ServerUser(uid, uid, "", "/", false) : null;

    /// <summary>For that user alone. False when what is there stays as it was.</summary>
    internal static bool Give(string path, ServerUser user) => ChangeOwner(path, user.Uid, user.Gid) == 0;

    /// <summary>Of this thread's user.</summary>
    public static bool May(string path, FileUse use) => Access(AccessAt2, CurrentDirectory, path, (int)use, Effective) == 0;

    /// <summary>Whether a file or directory can be written, or made where there is none yet.</summary>
    public static bool MayMake(string path)
    {
        var at = Path.GetFullPath(path);
        if (File.Exists(at))
        {
            return May(at, FileUse.Write);
        }

        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } above)
        {
            at = above;
        }

        return May(at, FileUse.Write | FileUse.Search);
    }

    private static void Become(ServerUser user)
    {
        var (groups, group, owner) = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (159, 152, 151) : (116, 123, 122);
        _ = Call(groups, 0, 0);
        _ = Call(group, (nint)user.Gid, 0);
        _ = Call(owner, (nint)user.Uid, 0);
        // The kernel gives the user before, and no error.
        if (Call(owner, -1, 0) != (nint)user.Uid)
        {
            throw new UnauthorizedAccessException($"This process may not act as the user {user.Uid}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint first, nint second);

    [LibraryImport("libc", EntryPoint = "syscall", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Access(nint number, nint directory, string path, nint use, nint flags);
}

/// <summary>As access(2) has it.</summary>
[Flags]
public enum FileUse
{
    Search = 1,
    Write = 2,
    Read = 4,
}
