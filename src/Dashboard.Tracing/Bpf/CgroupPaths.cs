using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// Paths of cgroups by id. The id is the inode number in the cgroup file system, and kernfs opens a file by it
/// (file handle type 0xfe, since Linux 5.5), so that a cgroup is named even when all its processes have gone.
/// </summary>
internal sealed class CgroupPaths
{
    private const int KernfsHandle = 0xfe;

    /// <summary>Cgroups are few; a machine that makes one for each short job must not grow this for ever.</summary>
    private const int MaxKept = 4096;

    private static readonly string[] Mounts = ["/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

    private readonly Dictionary<ulong, string?> _byId = [];
    private readonly string _mountPath = Mounts.FirstOrDefault(m => File.Exists(m + "/cgroup.procs"), "");
    private readonly SafeFileHandle? _mount;

    public CgroupPaths()
    {
        if (_mountPath.Length > 0 && CgroupNamespace.IsOfTheMachine(new FileInfo(CgroupNamespace.OwnLink).LinkTarget))
        {
            _mount = LibC.Open(_mountPath, LibC.ReadOnly | LibC.CloseOnExec);
        }
    }

    /// <summary>"/" for the root; null when the cgroup is gone, when cgroup v2 is not mounted, and in a cgroup namespace of our own.</summary>
    public string? Find(ulong id)
    {
        if (id == 0 || _mount is null or { IsInvalid: true })
        {
            return null;
        }

        if (!_byId.TryGetValue(id, out var path))
        {
            if (_byId.Count >= MaxKept)
            {
                _byId.Clear();
            }

            path = Resolve(id);
            _byId.Add(id, path);
        }

        return path;
    }

    /// <summary>Resolves the cgroup of a process as those of events are resolved.</summary>
    /// <param name="path">As /proc/PID/cgroup shows it behind "0::".</param>
    public static CgroupTrial Try(string path)
    {
        var paths = new CgroupPaths();
        using var mount = paths._mount;
        if (mount is null or { IsInvalid: true })
        {
            return CgroupTrial.Without("cgroup v2 is not mounted at /sys/fs/cgroup");
        }

        return CgroupIds.Find(path) is { } id
            ? new CgroupTrial(paths.Resolve(id, out var errno) is null ? errno : 0, null)
            : CgroupTrial.Without("the cgroup of the process has no directory here");
    }

    private string? Resolve(ulong id) => Resolve(id, out _);

    private string? Resolve(ulong id, out int errno)
    {
        var handle = new LibC.FileHandle
        {
            Bytes = 8,
            Type = KernfsHandle,
            IdLow = (uint)id,
            IdHigh = (uint)(id >> 32),
        };
        using var directory = LibC.OpenByHandle(_mount!, handle, LibC.PathOnly | LibC.CloseOnExec);
        errno = directory.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        if (directory.IsInvalid)
        {
            return null;
        }

        var descriptor = directory.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        var link = LibC.ReadLink("/proc/self/fd/" + descriptor);
        var path = link is null ? null : KernelText.Decode(link);
        if (path is null || !path.StartsWith(_mountPath, StringComparison.Ordinal))
        {
            return null;
        }

        return path.Length == _mountPath.Length ? "/" : path[_mountPath.Length..];
    }
}
