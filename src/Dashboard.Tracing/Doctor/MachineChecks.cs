using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Host;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Doctor;

/// <summary>Checks that only read files and change nothing.</summary>
internal static class MachineChecks
{
    private const string Btf = "/sys/kernel/btf/vmlinux";
    private const string Tracing = "/sys/kernel/tracing";
    private const string MountedName = "Tracing file system (tracefs)";
    private const string TracingUnderDebug = "/sys/kernel/debug/tracing";

    /// <summary>The first release with the BPF ring buffer; the oldest tested kernel is 5.10.</summary>
    private static readonly Version First = new(5, 8);

    private static readonly Version FirstTested = new(5, 10);

    public static IEnumerable<CheckResult> Run(Machine machine, bool root, IReadOnlyList<ProbeEntry> probes)
    {
        yield return Kernel(machine);
        yield return TypeInformation(machine);
        yield return Privileges(machine, root);
        foreach (var detail in DetailChecks.Run(machine))
        {
            yield return detail;
        }

        foreach (var permission in PermissionChecks.Run(machine))
        {
            yield return permission;
        }

        yield return Lockdown(machine);
        var tracefs = TracefsOf(machine);
        yield return CapturePart.IsThere ? CheckResult.Ok(MountedName, "Read by the privileged part.") : Mounted(machine, tracefs, root);
        Func<ProbeEntry, bool>? isPresent = CapturePart.IsThere ? (GivenFiles.HasFormats ? probe => GivenFiles.FormatOf(probe.Tracepoint) is not null : null)
            : tracefs is not null ? probe => machine.Has($"{tracefs}/events/{probe.Tracepoint.Replace(':', '/')}/format")
            : null;
        foreach (var probe in isPresent is null ? [] : probes)
        {
            yield return Tracepoint(probe, isPresent!(probe));
        }
    }

    private static CheckResult Kernel(Machine machine)
    {
        const string Name = "Kernel version";
        var release = machine.Read("/proc/sys/kernel/osrelease")?.Trim() ?? "";
        if (KernelRelease.Parse(release) is not { } version)
        {
            return CheckResult.Warn(Name, $"The kernel calls itself \"{release}\", which is no version.", "Use Linux 5.10 or newer.");
        }

        if (version < First)
        {
            return CheckResult.Fail(Name, $"Linux {release} has no BPF ring buffer; nothing can be traced.", "Boot Linux 5.10 or newer.");
        }

        return version < FirstTested
            ? CheckResult.Warn(Name, $"Linux {release} is not tested: it has what is needed, but 5.10 is the oldest that the tests run on.", "Boot Linux 5.10 or newer where something is missing.")
            : CheckResult.Ok(Name, $"Linux {release}.");
    }

    private static CheckResult TypeInformation(Machine machine)
    {
        const string Name = "Kernel type information (BTF)";
        return machine.Has(Btf)
            ? CheckResult.Ok(Name, $"{Btf} is there.")
            : CheckResult.Fail(
                Name,
                $"{Btf} is missing; nothing can be traced.",
                "Boot a kernel built with CONFIG_DEBUG_INFO_BTF=y, as Debian 11, Ubuntu 20.10 and later have.");
    }

    private static CheckResult Privileges(Machine machine, bool root)
    {
        const string Name = "Privileges";
        var held = Capabilities.Of(machine);
        if (!held.MayTrace)
        {
            return CheckResult.Fail(
                Name,
                $"This process lacks {held.Missing}; nothing can be traced.",
                "Run it as root (sudo dashboard serve), or in a container add both capabilities.");
        }

        return held.MayReadTracefs(root)
            ? CheckResult.Ok(Name, root ? "Root, with the capabilities for BPF." : "CAP_BPF, CAP_PERFMON and CAP_DAC_READ_SEARCH.")
            : CheckResult.Fail(
                Name,
                "This process may use BPF but not read tracefs; the exec system calls cannot be traced.",
                "Run it as root, or add the capability CAP_DAC_READ_SEARCH.");
    }

    private static CheckResult Lockdown(Machine machine)
    {
        const string Name = "Kernel lockdown";
        // "none [integrity] confidentiality"; the file is missing on a kernel without lockdown, and in most containers.
        var modes = machine.Read("/sys/kernel/security/lockdown");
        return modes?.Contains("[confidentiality]", StringComparison.Ordinal) == true
            ? CheckResult.Fail(
                Name,
                "Lockdown is set to confidentiality, which forbids BPF to read kernel memory; nothing can be traced.",
                "Boot with lockdown=integrity or lockdown=none.")
            : CheckResult.Ok(Name, modes is not null ? "Does not forbid tracing." : machine.Has("/sys/kernel/security/lsm") ? "Not in use." : "Unknown: /sys/kernel/security cannot be read here.");
    }

    private static CheckResult Mounted(Machine machine, string? tracefs, bool root)
    {
        if (tracefs is not null)
        {
            return CheckResult.Ok(MountedName, $"Mounted at {tracefs}.");
        }

        if (!root)
        {
            return CheckResult.Fail(
                MountedName,
                $"{Tracing} is not mounted or may not be read by this user; the exec system calls cannot be traced.",
                "Run it as root.");
        }

        return Capabilities.Of(machine).MayMount
            ? CheckResult.Warn(MountedName, $"Not mounted; it is mounted at {Tracing} when capture starts.", $"mount -t tracefs tracefs {Tracing}")
            : CheckResult.Fail(
                MountedName,
                "Not mounted, and this process may not mount it; the exec system calls cannot be traced.",
                $"sudo mount -t tracefs tracefs {Tracing}; for a container mount it from the host.");
    }

    private static CheckResult Tracepoint(ProbeEntry probe, bool isPresent)
    {
        var name = $"Tracepoint {probe.Tracepoint}";
        if (isPresent)
        {
            return CheckResult.Ok(name, "Present.");
        }

        var cause = $"Missing from this kernel; {probe.Loss}.";
        var option = probe.Tracepoint.StartsWith("syscalls:", StringComparison.Ordinal) ? "CONFIG_FTRACE_SYSCALLS=y" : "CONFIG_BPF_EVENTS=y";
        return probe.Need switch
        {
            NativeNeed.NotHere => CheckResult.Ok(name, "This architecture has no such system call; nothing is missed."),
            NativeNeed.Required => CheckResult.Fail(name, cause, $"Boot a kernel built with {option}."),
            _ => CheckResult.Warn(name, cause, $"Boot a kernel built with {option}; the rest works without."),
        };
    }

    private static string? TracefsOf(Machine machine)
        => new[] { Tracing, TracingUnderDebug }.FirstOrDefault(t => machine.Has(t + "/events/sched"));
}
