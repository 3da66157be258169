using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Errors;

/// <summary>Describes what is overrepresented in a time range.</summary>
public static class StandoutSentence
{
    /// <summary>"96 % of the failures here (412 of 430), 1 % of those outside (3 of 240)."</summary>
    public static string Shares(Overrepresented what)
        => $"{Shown.Share(what.Group.Count, what.InsideTotal)} of the failures here ({Shown.Count(what.Group.Count)} of {Shown.Count(what.InsideTotal)}), "
            + (what.OutsideCount == 0
                ? $"none of the {Shown.Count(what.OutsideTotal)} outside."
                : $"{Shown.Share(what.OutsideCount, what.OutsideTotal)} of those outside ({Shown.Count(what.OutsideCount)} of {Shown.Count(what.OutsideTotal)}).");

    /// <summary>"ENOENT from execve of /no/such/program by make"</summary>
    public static string Name(ErrnoGroup group)
    {
        var parts = new List<string>();
        if (group.Errno is { } errno)
        {
            parts.Add(errno);
        }

        if (group.Syscall is { } syscall)
        {
            parts.Add($"from {syscall}");
        }

        if (group.Path is { } path)
        {
            parts.Add(parts.Count == 0 ? Shown.Text(path, 120) : $"of {Shown.Text(path, 120)}");
        }

        if (group.Comm is { } comm)
        {
            parts.Add($"by {Shown.Name(comm)}");
        }

        return string.Join(' ', parts);
    }
}
