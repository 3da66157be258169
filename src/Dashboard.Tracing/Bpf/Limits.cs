using System.Runtime.InteropServices;
using Dashboard.Core.Feeds;

namespace Dashboard.Tracing.Bpf;

/// <summary>What cannot be said on this machine.</summary>
internal static class Limits
{
    public static IReadOnlyList<CaptureLimit> Of(IReadOnlyList<ProbeStatus> probes, IReadOnlyList<ProbeEntry> table, Architecture architecture)
        => [.. OfProbes(probes, table), .. OfKernel(architecture)];

    private static IEnumerable<CaptureLimit> OfProbes(IReadOnlyList<ProbeStatus> probes, IReadOnlyList<ProbeEntry> table)
    {
        foreach (var probe in probes.Where(p => !p.Attached && p.Needed))
        {
            var loss = table.First(entry => entry.Tracepoint == probe.Name).Loss;
            yield return new CaptureLimit(
                probe.Program!, $"{char.ToUpperInvariant(loss[0])}{loss[1..]}: the probe on {probe.Name} is not attached.");
        }
    }

    private static IEnumerable<CaptureLimit> OfKernel(Architecture architecture)
    {
        if (architecture == Architecture.Arm64)
        {
            yield return new CaptureLimit(
                LimitPlaces.VforkOrSpawn,
                "On arm64 vfork and posix_spawn look alike: both are the system call clone with the same flags, and stand here as posix_spawn.");
        }
    }
}
