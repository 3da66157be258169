namespace Dashboard.Tracing.Cgroups;

/// <summary>
/// Paths of cgroups by id. The id is the inode number in the cgroup file system, and kernfs opens a file by it (file
/// handle type 0xfe, since Linux 5.5), so that a cgroup has a name even when all its processes have exited.
/// </summary>
internal sealed class CgroupPaths
{
    /// <summary>LIFECYCLE_CGROUP_V1: inode numbers are unique only within one hierarchy.</summary>
    private const ulong OfVersion1 = 1UL << 63;

    /// <summary>Bounded, because some machines create a cgroup for each short job.</summary>
    private const int MaxKept = 4096;

    private readonly Dictionary<ulong, string?> _byId = [];
    private readonly CgroupMount? _version2;
    private readonly CgroupMount? _version1;

    public CgroupPaths()
    {
        if (CgroupNamespace.IsOfTheMachine(new FileInfo(CgroupNamespace.OwnLink).LinkTarget))
        {
            _version2 = CgroupMount.Open(CgroupMount.OfVersion2, isVersion1: false);
            _version1 = CgroupMount.Open(CgroupHierarchy.Here?.Mount, isVersion1: true);
        }
    }

    /// <summary>"/" for the root; null when the cgroup is removed, when its hierarchy is not mounted, and in a separate cgroup namespace.</summary>
    public string? Find(ulong id)
    {
        var mount = (id & OfVersion1) == 0 ? _version2 : _version1;
        if (id == 0 || mount is null)
        {
            return null;
        }

        if (!_byId.TryGetValue(id, out var path))
        {
            if (_byId.Count >= MaxKept)
            {
                _byId.Clear();
            }

            path = mount.Resolve(id & ~OfVersion1, out _);
            _byId.Add(id, path);
        }

        return path;
    }

    /// <summary>Resolves the cgroup of a process in the same way as those of events.</summary>
    /// <param name="path">The path in /proc/PID/cgroup: after "0::", or in the line of the hierarchy.</param>
    /// <param name="hierarchy">Null for version 2.</param>
    public static CgroupTrial Try(string path, CgroupHierarchy? hierarchy)
    {
        var place = hierarchy?.Mount ?? CgroupMount.OfVersion2;
        using var mount = CgroupMount.Open(place, isVersion1: hierarchy is not null);
        if (mount is null)
        {
            return CgroupTrial.Without(place is null ? "cgroup v2 is not mounted at /sys/fs/cgroup" : $"{place} cannot be opened");
        }

        return CgroupMount.Find(place!, path) is { } id
            ? new CgroupTrial(mount.Resolve(id, out var errno) is null ? errno : 0, null)
            : CgroupTrial.Without("the cgroup of the process has no directory here");
    }
}
