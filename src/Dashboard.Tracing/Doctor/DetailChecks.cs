using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf;

namespace Dashboard.Tracing.Doctor;

/// <summary>What costs a detail of the picture only. docs/capabilities.md has the same, capability by capability.</summary>
internal static class DetailChecks
{
    public static IEnumerable<CheckResult> Run(Machine machine)
    {
        var held = Capabilities.Parse(machine.Read("/proc/self/status"));
        // Without tracing there are no details.
        return held.MayTrace ? [Cgroups(machine, held), EarlierProcesses(held)] : [];
    }

    private static CheckResult Cgroups(Machine machine, Capabilities held)
    {
        const string Name = "Names of cgroups";
        if (!CgroupNamespace.IsOfTheMachine(machine.Link(CgroupNamespace.OwnLink)))
        {
            return CheckResult.Warn(
                Name,
                "This process has a cgroup namespace of its own, which hides the paths of the machine; cgroup and container of processes stay unknown.",
                "For a container add cgroup: host to compose.yaml, or --cgroupns=host to docker run.");
        }

        return held.MayOpenByHandle
            ? CheckResult.Ok(Name, "The cgroup and the container of a process are found.")
            : CheckResult.Warn(
                Name,
                "This process may not open a cgroup by its number; cgroup and container of processes stay unknown.",
                "Run it as root, or add the capability CAP_DAC_READ_SEARCH.");
    }

    private static CheckResult EarlierProcesses(Capabilities held)
    {
        const string Name = "Processes from before capture";
        return held.MayInspect
            ? CheckResult.Ok(Name, "Their path and working directory are found.")
            : CheckResult.Warn(
                Name,
                "This process may not look into others; path and working directory of processes that ran before capture stay unknown.",
                "Run it as root, or add the capability CAP_SYS_PTRACE.");
    }
}
