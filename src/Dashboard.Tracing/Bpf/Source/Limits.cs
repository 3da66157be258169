using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Bpf.Source;

/// <summary>What cannot be reported on this machine.</summary>
internal static partial class Limits
{
    /// <param name="log">libbpf's log of loading and attaching the programs.</param>
    public static IReadOnlyList<CaptureLimit> Of(
        IReadOnlyList<ProbeStatus> probes, IReadOnlyList<ProbeEntry> table, string log, Machine machine, Architecture architecture)
        => [
            .. probes.Where(p => !p.Attached && p.Needed).Select(p => Of(p, table.First(entry => entry.Tracepoint == p.Name).Loss)),
            .. OfLaterPrograms(log),
            .. OfCgroups(machine),
            .. KernelLimits.Of(machine, architecture),
        ];

    private static CaptureLimit Of(ProbeStatus probe, string loss)
        => new(probe.Program!, $"{char.ToUpperInvariant(loss[0])}{loss[1..]}: the probe on {probe.Name} is not attached.");

    /// <summary>
    /// The second and third program of a probe, which recover skipped runs of the first on kernels that can preempt
    /// tracepoints. If the verifier refuses one, lifecycle_load.c omits those of all probes; one that cannot be attached is
    /// missing from its own probe only.
    /// </summary>
    private static IEnumerable<CaptureLimit> OfLaterPrograms(string log)
    {
        var refused = LaterProgram().Match(log);
        if (refused.Success)
        {
            var isOfAll = refused.Groups["done"].Value == "load";
            yield return new(
                LimitPlaces.LaterPrograms,
                "More events may be missing: while a task has lost its CPU inside a probe, the kernel skips that probe for other tasks of the CPU, and the program "
                + $"{refused.Groups["program"].Value} that would make up for it was refused{(isOfAll ? ", so no probe has one" : "")}. "
                + "\"probe busy\" counts the skipped runs; some of them would have made no event.");
        }
    }

    private static IEnumerable<CaptureLimit> OfCgroups(Machine machine)
    {
        var check = DetailChecks.Cgroups(machine);
        if (check.State != CheckState.Ok)
        {
            yield return new(LimitPlaces.CgroupPaths, $"{check.Cause.TrimEnd('.')}, and a move to another cgroup is then no event.");
        }
    }

    [GeneratedRegex("prog '(?<program>\\w+_(?:second|last))': failed to (?<done>load|attach|create)", RegexOptions.ExplicitCapture)]
    private static partial Regex LaterProgram();
}
