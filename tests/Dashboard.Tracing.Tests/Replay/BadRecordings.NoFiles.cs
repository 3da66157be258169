using System.Diagnostics;
using System.Net.Sockets;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Paths at which there is no file that can be read.</summary>
internal static partial class BadRecordings
{
    /// <summary>Its file goes when it is closed.</summary>
    private static Socket? _listening;

    private static IEnumerable<BadRecording> NoFiles =>
    [
        new("path: empty", _ => "") { Refused = "empty or not a path" },
        new("path: a NUL in it", directory => Path.Combine(directory, "a\0b")) { Refused = "empty or not a path" },
        new("path: nothing there", directory => Path.Combine(directory, "none")) { Refused = "There is no file" },
        new("path: no such directory", directory => Path.Combine(directory, "none", "r")) { Refused = "There is no file" },
        new("path: below a file", directory => Path.Combine(Made(directory), "r")) { Refused = "There is no file" },
        new("path: a name of 300 letters", directory => Path.Combine(directory, new string('n', 300))) { Refused = "cannot be read" },
        new("path: escapes of a terminal", directory => Path.Combine(directory, "\u001b[2J\u202e")) { Refused = "There is no file" },
        new("path: a directory", directory => directory) { Refused = "is a directory" },
        new("path: a pipe", Pipe) { Refused = "is a pipe" },
        new("path: a socket", Listening) { Refused = "is a socket" },
        new("path: a device without end", directory => Link(directory, "/dev/zero")) { Refused = "is a device" },
        new("path: a terminal", directory => Link(directory, "/dev/tty")) { Refused = "is a device" },
        new("path: a link to nothing", directory => Link(directory, "none")) { Refused = "There is no file" },
        new("path: a link to itself", directory => Link(directory, "r")) { Refused = "cannot be read" },
        new("path: a file of another user", Private) { Refused = "may not be read", AsNobody = true },
    ];

    private static string Made(string directory)
    {
        var path = Path.Combine(directory, "r");
        System.IO.File.WriteAllBytes(path, Join(Good(5)));
        return path;
    }

    private static string Private(string directory)
    {
        var path = Made(directory);
        Run("chmod", "755", directory);
        Run("chmod", "000", path);
        return path;
    }

    private static string Link(string directory, string target)
    {
        var path = Path.Combine(directory, "r");
        System.IO.File.CreateSymbolicLink(path, target);
        return path;
    }

    private static string Pipe(string directory)
    {
        var path = Path.Combine(directory, "r");
        Run("mkfifo", path);
        return path;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private static string Listening(string directory)
    {
        var path = Path.Combine(directory, "r");
        _listening?.Dispose();
        _listening = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listening.Bind(new UnixDomainSocketEndPoint(path));
        return path;
    }
}
