namespace Dashboard.Tracing.Cgroups;

/// <summary>Whether cgroup paths in this process are those of the machine; cgroup_namespaces(7).</summary>
internal static class CgroupNamespace
{
    public const string OwnLink = "/proc/self/ns/cgroup";

    /// <summary>PROC_CGROUP_INIT_INO of include/linux/proc_ns.h: the machine's own namespace has this number on every boot.</summary>
    private const string OfTheMachine = "cgroup:[4026531835]";

    /// <summary>
    /// False in a separate namespace, as in containers. Paths then start at the container's cgroup: "/a" may be "/b/a", and
    /// cgroups outside have no path.
    /// </summary>
    /// <param name="link">Target of <see cref="OwnLink"/>; null on a kernel without cgroup namespaces.</param>
    public static bool IsOfTheMachine(string? link) => link is null or OfTheMachine;
}
