using Dashboard.Core.Statistics.Counts;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Errors;

/// <summary>All failures with one error.</summary>
/// <param name="Causes">Usual causes, one per kind of syscall that returned it.</param>
/// <param name="Groups">By syscall, process name and path, most frequent first; bounded by <see cref="ErrorsSnapshot.MaxRowsPerErrno"/>.</param>
/// <param name="LeftOut">Failures in groups beyond that bound.</param>
public sealed record ErrnoSection(
    string Name, int Number, string Meaning, long Count, IReadOnlyList<string> Causes, IReadOnlyList<ErrnoGroup> Groups, long LeftOut)
{
    internal static ErrnoSection Of(IReadOnlyList<ErrnoGroup> groups, int rows)
    {
        var first = groups[0];
        var shown = groups.OrderByDescending(g => g.Count).Take(rows).ToList();
        var count = groups.Sum(g => g.Count);
        return new ErrnoSection(
            first.Errno ?? "?",
            first.Number ?? 0,
            first.Meaning ?? "",
            count,
            [.. groups.Select(g => ErrnoCauses.Of(g.Errno, g.Syscall)).OfType<string>().Distinct()],
            shown,
            count - shown.Sum(g => g.Count));
    }
}
