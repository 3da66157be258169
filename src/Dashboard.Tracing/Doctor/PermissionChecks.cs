using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Host;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Doctor;

/// <summary>Kernel settings that can refuse tracing to a process that has the capabilities.</summary>
internal static class PermissionChecks
{
    /// <summary>The highest value defined upstream. Debian adds 3, Ubuntu adds 4.</summary>
    private const int HighestUpstream = 2;

    /// <summary>The first release that charges BPF maps to the memory cgroup, not to the limit of locked memory.</summary>
    private static readonly Version NoLockedMemory = new(5, 11);

    private const string LockedName = "Locked memory";

    /// <summary>The privileged part has given up the capability for it since.</summary>
    private static CheckResult LockedByRoot => CheckResult.Ok(LockedName, "The privileged part made the ring buffer as root; Probes says whether it found room.");

    public static IEnumerable<CheckResult> Run(Machine machine)
    {
        var held = Capabilities.Of(machine);
        // Only relevant when tracing is allowed.
        return held.MayTrace ? [PerfEvents(machine, held), CapturePart.IsThere ? LockedByRoot : LockedMemory(machine, held)] : [];
    }

    private static CheckResult PerfEvents(Machine machine, Capabilities held)
    {
        const string Name = "Permission for system call tracepoints";
        const string File = "/proc/sys/kernel/perf_event_paranoid";
        return !held.MayAttachWherePatched && int.TryParse(machine.Read(File)?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var paranoid)
            && paranoid > HighestUpstream
            ? CheckResult.Warn(
                Name,
                $"kernel.perf_event_paranoid is {paranoid}, with which kernels of Debian and Ubuntu ask for CAP_SYS_ADMIN; failed execs and how long an exec took, failed forks, reapers, changes of directory and kills for memory may stay unknown.",
                "Run sysctl kernel.perf_event_paranoid=2, or add the capability CAP_SYS_ADMIN.")
            : CheckResult.Ok(Name, "kernel.perf_event_paranoid does not forbid to attach to them.");
    }

    private static CheckResult LockedMemory(Machine machine, Capabilities held)
    {
        // "Max locked memory         65536                65536                bytes"
        var soft = machine.Read("/proc/self/limits")?.Split('\n').FirstOrDefault(l => l.StartsWith("Max locked memory", StringComparison.Ordinal))
            ?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3);
        return KernelRelease.Parse(machine.Read("/proc/sys/kernel/osrelease")) is { } release && release < NoLockedMemory
            && !held.MayRaiseLimits && long.TryParse(soft, CultureInfo.InvariantCulture, out var bytes)
            ? CheckResult.Warn(
                LockedName,
                $"This kernel counts BPF maps as locked memory, of which this process may have {bytes:N0} bytes; the ring buffer may find no room.",
                "Raise the limit (ulimit -l unlimited, in a service LimitMEMLOCK=infinity, in compose ulimits: memlock: -1), or add the capability CAP_SYS_RESOURCE.")
            : CheckResult.Ok(LockedName, "Does not bound the ring buffer.");
    }
}
