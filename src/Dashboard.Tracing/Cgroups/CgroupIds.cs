namespace Dashboard.Tracing.Cgroups;

/// <summary>The ids by which the kernel side knows cgroups of version 2: the inode numbers of their directories.</summary>
public static class CgroupIds
{
    /// <param name="path">As /proc/PID/cgroup shows it behind "0::", or the directory's own path.</param>
    /// <returns>Null when there is no such cgroup, or when cgroup v2 is not mounted.</returns>
    public static ulong? Find(string path) => CgroupMount.OfVersion2 is { } mount ? CgroupMount.Find(mount, path) : null;
}
