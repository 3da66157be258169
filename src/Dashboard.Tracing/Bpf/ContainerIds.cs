using System.Text.RegularExpressions;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// The container id in a cgroup path: Docker, Podman, containerd and CRI-O all put its 64 hexadecimal digits there, for
/// example /system.slice/docker-3f…9c.scope or /kubepods/burstable/pod…/3f…9c.
/// </summary>
internal static partial class ContainerIds
{
    public static string? Find(string? cgroup)
        => cgroup is not null && IdPattern().Match(cgroup) is { Success: true } match ? match.Value : null;

    /// <summary>Right to left: inside a nested container the innermost counts.</summary>
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", RegexOptions.RightToLeft | RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
