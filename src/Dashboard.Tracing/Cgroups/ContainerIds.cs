using System.Text.RegularExpressions;

namespace Dashboard.Tracing.Cgroups;

/// <summary>
/// Finds the container in a cgroup path: the id that Docker, Podman, containerd, CRI-O and ECS use, or the name of an
/// LXC or systemd-nspawn container, which have no id.
/// </summary>
internal static partial class ContainerIds
{
    private const string NspawnsOwn = "supervisor";

    public static string? Find(string? cgroup)
    {
        // From the end, because the innermost of nested containers counts.
        for (var rest = cgroup.AsSpan(); !rest.IsEmpty;)
        {
            var slash = rest.LastIndexOf('/');
            if (rest[(slash + 1)..] is NspawnsOwn && slash > 0)
            {
                // The process of systemd-nspawn itself, next to its payload.
                rest = rest[..Math.Max(0, rest[..slash].LastIndexOf('/'))];
                continue;
            }

            if (IdOf(rest[(slash + 1)..].ToString(), Parent(rest, slash)) is { } id)
            {
                return id;
            }

            rest = slash < 0 ? [] : rest[..slash];
        }

        return null;
    }

    private static ReadOnlySpan<char> Parent(ReadOnlySpan<char> path, int slash)
        => slash < 0 ? [] : path[..slash][(path[..slash].LastIndexOf('/') + 1)..];

    private static string? IdOf(string segment, ReadOnlySpan<char> parent)
        => OfEngine().Match(segment) is { Success: true } engine ? engine.Groups["id"].Value
            : OfMachine().Match(segment) is { Success: true } machine ? Unescaped(machine.Groups["name"].Value)
            : segment.Length > 0 && parent is "lxc" or "lxc.payload" ? segment
            : null;

    /// <summary>
    /// "docker-ID.scope" with systemd, "ID" with cgroupfs, "SLICE:cri-containerd:ID" when containerd uses the other driver,
    /// "TASK-NUMBER" with ECS. Excludes other units whose name contains 64 digits, and conmon, which runs outside of the
    /// container that it monitors.
    /// </summary>
    [GeneratedRegex(
        "^(?:(?:(?:docker|cri-dockerd|libpod(?:-payload)?|podman|nerdctl|cri-containerd|crio)-|.+:(?:cri-containerd|crio|docker|nerdctl):)?(?<id>[0-9a-f]{64})(?:[.]scope)?|(?<id>[0-9a-f]{32}-[0-9]+))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OfEngine();

    /// <summary>"machine-NAME.scope" or "systemd-nspawn@NAME.service", "lxc.payload.NAME". What libvirt calls "machine-qemu…" is a virtual machine.</summary>
    [GeneratedRegex(
        @"^(?:machine-(?!qemu\\x2d)(?<name>.+)[.]scope|systemd-nspawn@(?<name>.+)[.]service|lxc[.]payload[.](?<name>.+))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OfMachine();

    /// <summary>systemd writes "-" in a name as "\x2d".</summary>
    private static string Unescaped(string name) => Escape().Replace(name, m => ((char)Convert.ToInt32(m.Groups["hex"].Value, 16)).ToString());

    [GeneratedRegex(@"\\x(?<hex>[0-9a-f]{2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
