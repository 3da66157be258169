using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Cgroups;

/// <summary>An opened cgroup hierarchy; converts between directories and their inode numbers.</summary>
internal sealed class CgroupMount : IDisposable
{
    private const int KernfsHandle = 0xfe;
    private const int CurrentDirectory = -100;

    /// <summary>EPERM.</summary>
    private const int NotPermitted = 1;

    private static readonly string[] Unified = ["/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

    private readonly string _path;
    private readonly SafeFileHandle _directory;
    private readonly bool _isVersion1;

    private CgroupMount(string path, SafeFileHandle directory, bool isVersion1) => (_path, _directory, _isVersion1) = (path, directory, isVersion1);

    /// <summary>The mount point of version 2; null when it is not mounted.</summary>
    public static string? OfVersion2 => Unified.FirstOrDefault(m => File.Exists(m + "/cgroup.procs"));

    /// <summary>Null when it cannot be opened.</summary>
    public static CgroupMount? Open(string? path, bool isVersion1)
    {
        if (path is null)
        {
            return null;
        }

        var directory = LibC.Open(path, LibC.ReadOnly | LibC.CloseOnExec);
        if (!directory.IsInvalid)
        {
            return new CgroupMount(path, directory, isVersion1);
        }

        directory.Dispose();
        return null;
    }

    /// <summary>The inode number of a cgroup's directory; null when there is none.</summary>
    public static ulong? Find(string mount, string path)
    {
        var directory = path.StartsWith(mount, StringComparison.Ordinal) ? path : $"{mount}/{path.TrimStart('/')}";
        var handle = new LibC.FileHandle { Bytes = 8 };
        return File.Exists(Path.Combine(directory, "cgroup.procs"))
            && LibC.NameToHandle(CurrentDirectory, directory, ref handle, out _, 0) == 0
                ? handle.IdLow | (ulong)handle.IdHigh << 32
                : null;
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>"/" for the root; null when the cgroup is gone.</summary>
    /// <param name="errno">Error of open_by_handle_at(2); 0 for none.</param>
    public string? Resolve(ulong id, out int errno)
    {
        var handle = new LibC.FileHandle
        {
            Bytes = 8,
            Type = KernfsHandle,
            IdLow = (uint)id,
            IdHigh = (uint)(id >> 32),
        };
        using var directory = LibC.OpenByHandle(_directory, handle, LibC.PathOnly | LibC.CloseOnExec);
        errno = directory.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        if (!directory.IsInvalid)
        {
            return PathOf(directory);
        }

        using var asked = errno == NotPermitted && CapturePart.IsThere ? CapturePart.Cgroup(id, _isVersion1, out errno) : null;
        return asked is null ? null : PathOf(asked);
    }

    private string? PathOf(SafeFileHandle directory)
    {
        var descriptor = directory.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        var link = LibC.ReadLink("/proc/self/fd/" + descriptor);
        var path = link is null ? null : KernelText.Decode(link);
        return path is null || !path.StartsWith(_path, StringComparison.Ordinal) ? null : path.Length == _path.Length ? "/" : path[_path.Length..];
    }
}
