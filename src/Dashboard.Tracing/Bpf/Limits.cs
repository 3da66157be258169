using Dashboard.Core.Feeds;
using Dashboard.Tracing.Doctor;

namespace Dashboard.Tracing.Bpf;

/// <summary>What cannot be said on this machine.</summary>
internal static class Limits
{
    /// <summary>Of the kernels that the tests run on, the oldest that names it by its file.</summary>
    private static readonly Version NamesByFile = new(6, 1);

    /// <param name="release">Of the kernel, as uname(2) says it.</param>
    public static IReadOnlyList<CaptureLimit> Of(IReadOnlyList<ProbeStatus> probes, IReadOnlyList<ProbeEntry> table, string? release)
        => [
            .. probes.Where(p => !p.Attached && p.Needed).Select(p => Of(p, table.First(entry => entry.Tracepoint == p.Name).Loss)),
            .. OfKernel(KernelRelease.Parse(release)),
        ];

    private static IEnumerable<CaptureLimit> OfKernel(Version? release)
        => release is not null && release < NamesByFile
            ? [new(LimitPlaces.NameOfDescriptor, $"A program that is run by its descriptor (fexecve) may be named by that number: Linux {release} does not take the name of the file.")]
            : [];

    private static CaptureLimit Of(ProbeStatus probe, string loss)
        => new(probe.Program!, $"{char.ToUpperInvariant(loss[0])}{loss[1..]}: the probe on {probe.Name} is not attached.");
}
