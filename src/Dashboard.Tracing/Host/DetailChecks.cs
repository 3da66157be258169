using Dashboard.Core.Feeds;
using Dashboard.Tracing.Cgroups;

namespace Dashboard.Tracing.Host;

/// <summary>Checks whose failure costs only a detail. docs/capabilities.md lists the same by capability.</summary>
internal static class DetailChecks
{
    /// <summary>The fields that need CAP_SYS_PTRACE. README, docs/capabilities.md and compose.yaml have the same list.</summary>
    internal const string FactsOfOthers =
        "path, exe and cwd of processes that ran before capture, and exe, cwd, root, namespaces, user and environment of processes that are opened";

    public static IEnumerable<CheckResult> Run(Machine machine)
    {
        var held = Capabilities.Of(machine);
        // Details need tracing.
        return held.MayTrace ? [Cgroups(machine, held), EarlierProcesses(machine, held)] : [];
    }

    /// <summary>Whether paths of cgroups are found here; by comparing them a move from one to another is noticed.</summary>
    internal static CheckResult Cgroups(Machine machine) => Cgroups(machine, Capabilities.Of(machine));

    private static CheckResult Cgroups(Machine machine, Capabilities held)
    {
        const string Name = "Names of cgroups";
        const string Capability = "Run it as root, or add the capability CAP_DAC_READ_SEARCH.";
        if (!CgroupNamespace.IsOfTheMachine(machine.Link(CgroupNamespace.OwnLink)))
        {
            return CheckResult.Warn(
                Name,
                "This process has a cgroup namespace of its own, in which paths of cgroups are not those of the machine; cgroup and container of processes stay unknown.",
                "For a container add cgroup: host to compose.yaml, or --cgroupns=host to docker run.");
        }

        var hierarchy = CgroupHierarchy.Choose((machine.Read("/proc/self/mountinfo") ?? "").Split('\n'), machine.Has);
        var (whose, cgroups) = OwnerOf(machine);
        var (path, used) = PathIn(cgroups, hierarchy);
        var trial = path is null ? CgroupTrial.Without("no process has a cgroup of v2 here") : machine.TryCgroup(path, used);
        var besides = hierarchy is null ? ""
            : $" Where a process is in the root of v2, its cgroup is that of the controller {hierarchy.Controller} of v1, at {hierarchy.Mount}.";
        return (trial, held.MayOpenByHandle) switch
        {
            ({ Works: true }, _) => CheckResult.Ok(Name, $"The cgroup of {whose} was opened by its number.{besides}"),
            ({ NotTried: { } reason }, _) => CheckResult.Warn(
                Name,
                $"To open a cgroup by its number was not tried, because {reason}; cgroup and container of processes may stay unknown.",
                held.MayOpenByHandle ? "Mount cgroup v2 at /sys/fs/cgroup; in a container give it that of the machine." : Capability),
            (_, false) => CheckResult.Warn(
                Name,
                $"Opening the cgroup of {whose} by its number is refused ({ProcAccess.Name(trial.Errno)}); cgroup and container of processes stay unknown.",
                Capability),
            _ => CheckResult.Warn(
                Name,
                $"Opening the cgroup of {whose} by its number is refused ({ProcAccess.Name(trial.Errno)}); cgroup and container of processes stay unknown.",
                "This process holds the capability for it: look at seccomp and at the security modules of the machine."),
        };
    }

    /// <summary>Process 1, or this process if process 1 is hidden.</summary>
    private static (string Whose, string Cgroups) OwnerOf(Machine machine)
        => machine.Read("/proc/1/cgroup") is { } first
            ? ("process 1", first)
            : ("this process", machine.Read("/proc/self/cgroup") ?? "");

    /// <summary>The cgroup that events would contain, and its hierarchy; null for version 2.</summary>
    private static (string? Path, CgroupHierarchy? Of) PathIn(string cgroups, CgroupHierarchy? hierarchy)
    {
        var path = cgroups.Split('\n').FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        return path is null or "/" && hierarchy?.PathIn(cgroups) is { } second ? (second, hierarchy) : (path, null);
    }

    private static CheckResult EarlierProcesses(Machine machine, Capabilities held)
    {
        const string Name = "Processes from before capture";
        const string Capability = "Run it as root, or add the capability CAP_SYS_PTRACE.";
        var accesses = ProcAccess.Take(machine);
        var refused = accesses.Where(access => access.Refused).ToList();
        var read = string.Join(" and ", accesses.Where(access => !access.Refused).Select(access => access.Whose));
        var seen = (accesses.Count, refused.Count) switch
        {
            (0, _) => "To read path and working directory of one was not tried, because no other is visible here",
            (_, 0) => $"Path and working directory of {read} were read",
            _ => $"{string.Join(" and ", refused.Select(access => access.Refusal))}{(read.Length > 0 ? $"; those of {read} were read" : "")}",
        };
        return (refused.Count, held.MayInspect) switch
        {
            (0, true) => CheckResult.Ok(Name, $"{seen}."),
            (0, false) => CheckResult.Warn(Name, $"{seen}; this process may not look into all others, so of some may be missing: {FactsOfOthers}.", Capability),
            (_, false) => CheckResult.Warn(Name, $"{seen}; of others will be missing: {FactsOfOthers}.", Capability),
            _ => CheckResult.Warn(
                Name,
                $"{seen}; of such a process will be missing: {FactsOfOthers}.",
                "This process holds the capability for it: something else protects them, a security module or a sandbox. The rest works without."),
        };
    }
}
