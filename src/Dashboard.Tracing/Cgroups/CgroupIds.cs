namespace Dashboard.Tracing.Cgroups;

/// <summary>The kernel side's ids of cgroups of version 2: the inode numbers of their directories.</summary>
public static class CgroupIds
{
    /// <param name="path">The path after "0::" in /proc/PID/cgroup, or the directory's own path.</param>
    /// <returns>Null when there is no such cgroup, or when cgroup v2 is not mounted.</returns>
    public static ulong? Find(string path) => CgroupMount.OfVersion2 is { } mount ? CgroupMount.Find(mount, path) : null;
}
