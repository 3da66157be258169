namespace Dashboard.Tracing.Bpf;

/// <summary>The ids by which the kernel side knows cgroups: the inode numbers of their directories.</summary>
public static class CgroupIds
{
    private const int CurrentDirectory = -100;

    private static readonly string[] Mounts = ["/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

    /// <param name="path">As /proc/PID/cgroup shows it behind "0::", or the directory's own path.</param>
    /// <returns>Null when there is no such cgroup, or when cgroup v2 is not mounted.</returns>
    public static ulong? Find(string path)
    {
        var mount = Mounts.FirstOrDefault(m => File.Exists(m + "/cgroup.procs"));
        if (mount is null)
        {
            return null;
        }

        var directory = path.StartsWith(mount, StringComparison.Ordinal) ? path : $"{mount}/{path.TrimStart('/')}";
        var handle = new LibC.FileHandle { Bytes = 8 };
        return File.Exists(Path.Combine(directory, "cgroup.procs"))
            && LibC.NameToHandle(CurrentDirectory, directory, ref handle, out _, 0) == 0
                ? handle.IdLow | (ulong)handle.IdHigh << 32
                : null;
    }
}
