using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Privileges;

/// <summary>The socket where servers connect to a privileged part that was started without one.</summary>
public static partial class CaptureListener
{
    private const string Library = "liblifecycle";

    /// <summary>SD_LISTEN_FDS_START.</summary>
    private const int FirstGiven = 3;

    /// <summary>S_IFMT and S_IFSOCK.</summary>
    private const int FileType = 0xf000;
    private const int SocketType = 0xc000;

    /// <summary>The one that systemd gives this process; null when it gives none.</summary>
    public static int? Given
        => Environment.GetEnvironmentVariable("LISTEN_FDS") == "1" && Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            ? FirstGiven
            : null;

    /// <summary>Its descriptor. Only this user and root may connect.</summary>
    /// <exception cref="IOException">Why there can be none: a clause.</exception>
    public static int Open(string path, ServerUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
        if (LibC.ModeOf(path) is { } mode)
        {
            if ((mode & FileType) != SocketType)
            {
                throw new IOException("there is another file");
            }

            // That of a program that has ended refuses connections.
            if (CapturePart.Dial(path) is >= 0 and var other)
            {
                new SafeFileHandle(other, ownsHandle: true).Dispose();
                throw new IOException("a privileged part listens there already");
            }

            File.Delete(path);
        }

        var socket = Check(Bind(path));
        if (!FileRights.Give(path, user))
        {
            throw new IOException($"it cannot be given to the user {user.Uid}");
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Check(Listen(socket));
        return socket;
    }

    private static int Check(int result) => result < 0 ? throw new IOException(Errno.NameOf(result)) : result;

    [LibraryImport(Library, EntryPoint = "lifecycle_bind", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Bind(string path);

    [LibraryImport(Library, EntryPoint = "lifecycle_listen")]
    private static partial int Listen(int socket);
}
