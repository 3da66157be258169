using Dashboard.Core.Readings;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>Facts read from /proc, by name. Unread ones are listed in <see cref="Missing"/> instead of a row.</summary>
public static class ReadingRows
{
    /// <summary>Maximum names written out per list; the JSON contains all.</summary>
    private const int MaxNames = 24;

    private const int MaxTextLength = 1000;

    public static IReadOnlyList<(string Name, string Value)> Of(ProcessReading reading)
    {
        (string, string?)[] rows =
        [
            ("Title", reading.Title is { } title ? (title.Length == 0 ? "(empty)" : DisplayText.Text(title, MaxTextLength)) + (reading.TitleTruncated ? " (the beginning)" : "") : null),
            ("Program file", Text(reading.Exe)),
            ("Directory", Text(reading.Cwd)),
            ("Root", Text(reading.Root)),
            ("User", User(reading)),
            ("Group", reading.Gids is { } gids ? Ids(gids, $"{gids.Effective}") : null),
            ("Further groups", reading.Groups is { } groups ? Numbers(groups, reading.GroupCount ?? groups.Count) : null),
            ("Logged in as", reading.Loginuid?.ToString()),
            ("Capabilities", reading.Capabilities is { } held ? Set(held.Effective) : null),
            ("Permitted", reading.Capabilities is { } could && !could.Permitted.SequenceEqual(could.Effective) ? Set(could.Permitted) : null),
            ("Bounding set", reading.Capabilities is { } bound && bound.Bounding.Count < CapabilityNames.Count ? Set(bound.Bounding) : null),
            ("Seccomp", reading.Seccomp),
            ("No new privileges", reading.NoNewPrivs is { } bounded ? (bounded ? "yes" : "no") : null),
            ("Nice", reading.Nice?.ToString()),
            ("Session", reading.Session?.ToString()),
            ("Process group", reading.ProcessGroup?.ToString()),
            ("Terminal", reading.Session is null ? null : Text(reading.Tty) ?? "none"),
            ("Threads", Threads(reading)),
            ("Cgroup", reading.Cgroups is { } cgroups ? string.Join(", ", cgroups.Select(Cgroup)) : null),
            ("Namespaces of its own", reading.Namespaces is { } namespaces ? Namespaces(namespaces) : null),
        ];
        return [.. rows.Where(row => row.Item2 is not null).Select(row => (row.Item1, row.Item2!))];
    }

    /// <summary>"exe, cwd, root: needs CAP_SYS_PTRACE (EACCES)", one line per reason.</summary>
    public static IReadOnlyList<string> Missing(ProcessReading reading)
        => [.. reading.Unreadable.GroupBy(fact => (fact.Why, fact.Errno))
            .Select(facts => $"{string.Join(", ", facts.Select(fact => fact.Fact))}: {facts.Key.Why}{(facts.Key.Errno is { } errno ? $" ({errno})" : "")}")];

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : DisplayText.Text(text, MaxTextLength);

    private static string? User(ProcessReading reading)
    {
        if (reading.Uids is not { } uids)
        {
            return null;
        }

        var inside = reading.UidInNamespace is { } other && other != uids.Effective ? $", {other} in its user namespace" : "";
        return Ids(uids, reading.User is { } user ? $"{DisplayText.Text(user)} ({uids.Effective})" : $"{uids.Effective}") + inside;
    }

    private static string Ids(CredentialIds ids, string effective)
        => ids.Real == ids.Effective && ids.Saved == ids.Effective && ids.FileSystem == ids.Effective
            ? effective
            : $"{effective} effective, {ids.Real} real, {ids.Saved} saved{(ids.FileSystem == ids.Effective ? "" : $", {ids.FileSystem} for files")}";

    private static string Numbers(IReadOnlyList<uint> numbers, int count)
        => count == 0 ? "none" : $"{string.Join(", ", numbers.Take(MaxNames))}{(count > Math.Min(numbers.Count, MaxNames) ? $" … {DisplayText.Count(count)} in all" : "")}";

    private static string Set(IReadOnlyList<string> names)
        => names.Count == 0 ? "none" : names.Count >= CapabilityNames.Count ? $"all {names.Count}" : string.Join(" ", names);

    private static string? Threads(ProcessReading reading)
    {
        if (reading.ThreadCount is not { } count)
        {
            return null;
        }

        var names = (reading.Threads ?? []).GroupBy(thread => thread.Comm)
            .Select(same => same.Count() == 1 ? DisplayText.Name(same.Key) : $"{DisplayText.Name(same.Key)} × {same.Count()}").ToList();
        var rest = names.Count > MaxNames || reading.Threads?.Count < count ? " …" : "";
        return names.Count == 0 ? DisplayText.Count(count) : $"{DisplayText.Count(count)}: {string.Join(", ", names.Take(MaxNames))}{rest}";
    }

    private static string Cgroup(CgroupMembership membership)
        => membership.Controllers.Length == 0 ? DisplayText.Text(membership.Path, MaxTextLength)
            : $"{DisplayText.Text(membership.Controllers)}:{DisplayText.Text(membership.Path, MaxTextLength)}";

    /// <summary>Lists namespaces that differ from those of PID 1, or if unknown, from the dashboard's own.</summary>
    private static string Namespaces(IReadOnlyList<NamespaceMembership> namespaces)
    {
        var own = namespaces.Where(one => !(one.IsInits ?? one.IsDashboards)).Select(one => $"{one.Type} {one.Inode}").ToList();
        return own.Count == 0 ? "none" : string.Join(", ", own);
    }
}
