using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Errors;

/// <summary>Describes what is overrepresented in a time range.</summary>
public static class StandoutSentence
{
    /// <summary>"96 % of the failed calls here (412 of 430), 1 % of those outside (3 of 240)."</summary>
    public static string Shares(Overrepresented what)
        => $"{DisplayText.Share(what.Group.Count, what.InsideTotal)} of the failed calls here ({DisplayText.Count(what.Group.Count)} of {DisplayText.Count(what.InsideTotal)}), "
            + (what.OutsideCount == 0
                ? $"none of the {DisplayText.Count(what.OutsideTotal)} outside."
                : $"{DisplayText.Share(what.OutsideCount, what.OutsideTotal)} of those outside ({DisplayText.Count(what.OutsideCount)} of {DisplayText.Count(what.OutsideTotal)}).");

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
            parts.Add(parts.Count == 0 ? DisplayText.Text(path, 120) : $"of {DisplayText.Text(path, 120)}");
        }

        if (group.Comm is { } comm)
        {
            parts.Add($"by {DisplayText.Name(comm)}");
        }

        return string.Join(' ', parts);
    }
}
