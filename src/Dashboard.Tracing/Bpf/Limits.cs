using Dashboard.Core.Feeds;

namespace Dashboard.Tracing.Bpf;

/// <summary>What cannot be said on this machine.</summary>
internal static class Limits
{
    public static IReadOnlyList<CaptureLimit> Of(IReadOnlyList<ProbeStatus> probes, IReadOnlyList<ProbeEntry> table)
        => [.. probes.Where(p => !p.Attached && p.Needed).Select(p => Of(p, table.First(entry => entry.Tracepoint == p.Name).Loss))];

    private static CaptureLimit Of(ProbeStatus probe, string loss)
        => new(probe.Program!, $"{char.ToUpperInvariant(loss[0])}{loss[1..]}: the probe on {probe.Name} is not attached.");
}
