namespace Dashboard.Tracing.Cgroups;

/// <summary>Result of opening a cgroup by its inode number, which is how names of cgroups are found.</summary>
/// <param name="Errno">Error of open_by_handle_at(2); 0 for none.</param>
/// <param name="NotTried">Why it was not tried; null when it was.</param>
internal readonly record struct CgroupTrial(int Errno, string? NotTried)
{
    public bool Works => Errno == 0 && NotTried is null;

    public static CgroupTrial Without(string reason) => new(0, reason);
}
