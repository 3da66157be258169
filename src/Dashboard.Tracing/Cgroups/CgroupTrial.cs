namespace Dashboard.Tracing.Cgroups;

/// <summary>What came of opening a cgroup by its number, which is how a cgroup is named.</summary>
/// <param name="Errno">Of open_by_handle_at(2); 0 when it was not refused.</param>
/// <param name="NotTried">Why it was not tried; null when it was.</param>
internal readonly record struct CgroupTrial(int Errno, string? NotTried)
{
    public bool Works => Errno == 0 && NotTried is null;

    public static CgroupTrial Without(string reason) => new(0, reason);
}
