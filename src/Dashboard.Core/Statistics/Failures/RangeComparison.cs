using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.Statistics.Failures;

/// <summary>Says what is over-represented in a range of time, compared with the time around it.</summary>
public static class RangeComparison
{
    /// <summary>Fewer than these are chance.</summary>
    private const int LeastFailures = 3;

    /// <summary>"Much higher": the share inside is at least this many times that outside.</summary>
    private const double LeastFactor = 2;

    /// <summary>Standard deviations (of a Poisson count) that the count must lie above what the outside lets expect.</summary>
    private const double LeastDeviations = 3;

    // The more is common to a group, the more it tells: of two that count the same, the first of these stands.
    private static readonly ErrnoField[] Kinds =
    [
        ErrnoField.All, ErrnoField.Path, ErrnoField.Comm, ErrnoField.Errno,
    ];

    /// <summary>What stands out most comes first. Empty when nothing does, or when nothing failed outside.</summary>
    public static IReadOnlyList<Overrepresented> Of(ErrnoBreakdown inside, ErrnoBreakdown outside, int most = 5)
    {
        if (outside.Failed == 0 || inside.Failed == 0)
        {
            return [];
        }

        var found = new List<(Overrepresented What, double Excess)>();
        foreach (var kind in Kinds)
        {
            var around = outside.Groups(kind).Where(IsOfOneKind).ToDictionary(KeyOf, g => g.Count);
            foreach (var group in inside.Groups(kind).Where(g => g.Count >= LeastFailures && IsOfOneKind(g) && (kind != ErrnoField.Path || g.Path is not null)))
            {
                var elsewhere = around.GetValueOrDefault(KeyOf(group));
                var expected = inside.Failed * (elsewhere / (double)outside.Failed);
                var excess = group.Count - expected;
                var isSaid = found.Any(f => f.What.Group.Count == group.Count && f.What.OutsideCount == elsewhere && IsPartOf(f.What.Group, group));
                if (group.Count >= LeastFactor * expected && excess >= LeastDeviations * Math.Sqrt(Math.Max(expected, 1)) && !isSaid)
                {
                    found.Add((new Overrepresented(group, inside.Failed, elsewhere, outside.Failed), excess));
                }
            }
        }

        return [.. found.OrderByDescending(f => f.Excess).Take(most).Select(f => f.What)];
    }

    /// <summary>Names and paths that were too many to be counted apart have nothing in common.</summary>
    private static bool IsOfOneKind(ErrnoGroup group) => !group.OtherNames && !group.OtherPaths;

    private static bool IsPartOf(ErrnoGroup narrow, ErrnoGroup wide)
        => (wide.Number is null || wide.Number == narrow.Number)
            && (wide.Comm is null || wide.Comm == narrow.Comm)
            && (wide.Path is null || wide.Path == narrow.Path);

    private static (int?, string?, string?, string?) KeyOf(ErrnoGroup group) => (group.Number, group.Syscall, group.Comm, group.Path);
}
