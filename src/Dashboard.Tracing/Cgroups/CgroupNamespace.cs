namespace Dashboard.Tracing.Cgroups;

/// <summary>Whether paths of cgroups mean here what they mean on the machine; cgroup_namespaces(7).</summary>
internal static class CgroupNamespace
{
    public const string OwnLink = "/proc/self/ns/cgroup";

    /// <summary>PROC_CGROUP_INIT_INO of include/linux/proc_ns.h: the machine's own namespace has this number on every boot.</summary>
    private const string OfTheMachine = "cgroup:[4026531835]";

    /// <summary>
    /// False in a namespace of its own, as containers have it. Paths then begin at the container's cgroup: "/a" may be
    /// "/b/a", and what lies outside has no path.
    /// </summary>
    /// <param name="link">Where <see cref="OwnLink"/> leads; null on a kernel without such namespaces.</param>
    public static bool IsOfTheMachine(string? link) => link is null or OfTheMachine;
}
