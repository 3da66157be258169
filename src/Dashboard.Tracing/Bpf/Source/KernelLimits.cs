using System.Runtime.InteropServices;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>Limits of a kernel that do not depend on the attached probes. The same list is in docs/events.md under "Limits".</summary>
internal static class KernelLimits
{
    /// <summary>The oldest tested kernel that gives an exec the name of its file.</summary>
    private static readonly Version NamesByFile = new(6, 1);

    /// <summary>The first release whose tracepoint sched_process_exit reports the last thread.</summary>
    private static readonly Version ReportsLastThread = new(6, 16);

    /// <summary>The first release with CONFIG_RCU_LAZY.</summary>
    private static readonly Version Lazy = new(6, 2);

    /// <summary>The first release in which a kernel with CONFIG_RCU_LAZY has the parameter enable_rcu_lazy.</summary>
    private static readonly Version LazyIsAParameter = new(6, 9);

    public static IEnumerable<CaptureLimit> Of(Machine machine, Architecture architecture)
    {
        var release = machine.Read("/proc/sys/kernel/osrelease")?.Trim();
        var version = KernelRelease.Parse(release);
        var config = KernelConfig.Read(machine, release);
        var parameters = machine.Read("/proc/cmdline")?.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (version is not null && version < NamesByFile)
        {
            yield return new(LimitPlaces.NameOfDescriptor, $"A program that is run by its descriptor (fexecve) may be named by that number: Linux {version} does not take the name of the file.");
        }

        if (ReleasesLate(machine, version, config, parameters) is { } late)
        {
            yield return new(
                LimitPlaces.LateRelease,
                $"A reap {(late ? "is" : "may be")} reported 200 ms late, or without usage: this kernel {(late ? "delays" : "may delay")} the release of a process by seconds to save power (lazy RCU).");
        }

        if (Runs32Bit(architecture, config, parameters) is { } runs)
        {
            yield return new(
                LimitPlaces.Programs32Bit,
                $"Failed execs of 32-bit programs are not seen, their other execs have no system call, and how their children were born is unknown: this kernel {(runs ? "runs" : "may run")} such programs, and leaves their calls out of the tracepoints of system calls.");
        }

        if (version is not null && version < ReportsLastThread)
        {
            yield return new(LimitPlaces.ThreadEnds, $"A thread that ends at the same moment as the last one of its process, on another CPU, has no threads event: Linux {version} does not report which was the last.");
        }

        if (architecture == Architecture.Arm64)
        {
            yield return new(LimitPlaces.CloneOnly, "A failed fork or vfork is reported as clone, and vfork and posix_spawn differ only in the stack of the child: arm64 has no system calls fork and vfork.");
        }
    }

    /// <summary>Null for no, false for maybe. call_rcu() of kernel/rcu/tree.c is lazy only on CPUs whose callbacks are offloaded.</summary>
    private static bool? ReleasesLate(Machine machine, Version? version, KernelConfig config, IReadOnlyList<string> parameters)
    {
        bool? isLazy = machine.Read("/sys/module/rcutree/parameters/enable_rcu_lazy")?.Trim() switch
        {
            { } set => set == "Y",
            null when version is null || version < Lazy || version >= LazyIsAParameter => false,
            null => config.Has("CONFIG_RCU_LAZY"),
        };
        if (isLazy == false)
        {
            return null;
        }

        var isOffloaded = parameters.Any(p => p.Split('=')[0] is "rcu_nocbs" or "nohz_full") ? true : config.Has("CONFIG_RCU_NOCB_CPU_DEFAULT_ALL");
        return isOffloaded == false ? null : isLazy == true && isOffloaded == true;
    }

    /// <summary>Null for no, false for maybe.</summary>
    private static bool? Runs32Bit(Architecture architecture, KernelConfig config, IReadOnlyList<string> parameters)
    {
        var isBuilt = config.Has(architecture == Architecture.Arm64 ? "CONFIG_COMPAT" : "CONFIG_IA32_EMULATION");
        if (isBuilt == false)
        {
            return null;
        }

        var isOn = architecture == Architecture.Arm64
            ? isBuilt
            // arch/x86/entry/syscall_32.c; the last of several values applies.
            : parameters.LastOrDefault(p => p.StartsWith("ia32_emulation=", StringComparison.Ordinal)) is { } set
                ? set.Split('=')[1] is ['1' or 'y' or 'Y' or 't' or 'T', ..] or "on" or "On" or "ON"
                : isBuilt is null ? null : config.Has("CONFIG_IA32_EMULATION_DEFAULT_DISABLED") == false;
        return isOn == false ? null : isBuilt == true && isOn == true;
    }
}
