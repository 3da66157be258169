using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Proc;

/// <summary>
/// The user name that a process itself would find: in the passwd file of its own root, by the uid in its own user
/// namespace.
/// </summary>
internal static class UserOfRoot
{
    private const int MaxPasswdBytes = 1 << 20;

    private const int MaxMapBytes = 64 << 10;

    private const string Passwd = "etc/passwd";

    private const int NoEntry = 2;

    public const string NotARegularFile = "its etc/passwd is not a regular file of 1 byte to 1 MiB";

    /// <summary>Null when there is no name, or the file may not be read.</summary>
    /// <param name="refused">Why the file was not read; null where it was, or a call failed.</param>
    /// <param name="errno">Of the call that failed; 0 where none did, or there is no such file, which then names no user.</param>
    public static string? Find(ProcDirectory directory, uint uidInside, out string? refused, out int errno)
    {
        refused = null;
        using var root = directory.Root(out errno);
        if (root is null)
        {
            return null;
        }

        // The process controls the file: links must not leave its root, and only a regular file is opened, because opening a
        // pipe blocks and opening a device has effects. Files of procfs with such effects, like kmsg, are regular too, but have
        // no size.
        using var found = LibC.OpenInRoot(root, Passwd, LibC.PathOnly | LibC.CloseOnExec);
        if (found.IsInvalid)
        {
            errno = Marshal.GetLastPInvokeError() is not NoEntry and var failed ? failed : 0;
            return null;
        }

        if (LibC.StatusOf(found) is not { IsRegular: true, Size: > 0 and <= MaxPasswdBytes })
        {
            refused = NotARegularFile;
            return null;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{found.DangerousGetHandle()}");
        return LibC.ReadFile(path, MaxPasswdBytes, out errno) is { } bytes ? NameIn(bytes, uidInside) : null;
    }

    /// <summary>/proc/PID/uid_map; null when it cannot be read.</summary>
    public static string? IdMap(ProcDirectory directory, out int errno) => directory.Text("uid_map", MaxMapBytes, out errno);

    /// <summary>The number inside, of a map with lines as "         0     100000      65536": inside, outside, how many.</summary>
    public static uint? UidInside(string map, uint uid)
    {
        foreach (var line in map.Split('\n'))
        {
            var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length == 3 && uint.TryParse(numbers[0], CultureInfo.InvariantCulture, out var inside)
                && uint.TryParse(numbers[1], CultureInfo.InvariantCulture, out var outside) && uint.TryParse(numbers[2], CultureInfo.InvariantCulture, out var count)
                && uid >= outside && uid - outside < count)
            {
                return inside + (uid - outside);
            }
        }

        return null;
    }

    /// <summary>A line is "name:x:1000:1000:Full Name:/home/name:/bin/bash".</summary>
    internal static string? NameIn(byte[] passwd, uint uid)
    {
        foreach (var line in Encoding.Latin1.GetString(passwd).Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && fields[0].Length > 0 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == uid)
            {
                return KernelText.Decode(Encoding.Latin1.GetBytes(fields[0]));
            }
        }

        return null;
    }
}
