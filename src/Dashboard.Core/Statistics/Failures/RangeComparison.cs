using Dashboard.Core.Statistics.Counts;

namespace Dashboard.Core.Statistics.Failures;

/// <summary>Finds groups of failures that are over-represented in a time range.</summary>
public static class RangeComparison
{
    /// <summary>Fewer failures may be chance.</summary>
    private const int MinFailures = 3;

    /// <summary>Minimum ratio of the share inside to the share outside.</summary>
    private const double MinFactor = 2;

    /// <summary>Minimum excess over the expected count, in standard deviations of a Poisson count.</summary>
    private const double MinDeviations = 3;

    // A group with more fields is more specific: of two with the same count, the earlier kind here is reported.
    private static readonly ErrnoField[] Kinds =
    [
        ErrnoField.All, ErrnoField.Path, ErrnoField.Comm, ErrnoField.Errno,
    ];

    /// <summary>The most over-represented first. Empty when there are none, or when nothing failed outside.</summary>
    public static IReadOnlyList<Overrepresented> Of(ErrnoBreakdown inside, ErrnoBreakdown outside, int max = 5)
    {
        if (outside.Failed == 0 || inside.Failed == 0)
        {
            return [];
        }

        var found = new List<(Overrepresented What, double Excess)>();
        foreach (var kind in Kinds)
        {
            var around = outside.Groups(kind).Where(IsOfOneKind).ToDictionary(KeyOf, g => g.Count);
            foreach (var group in inside.Groups(kind).Where(g => g.Count >= MinFailures && IsOfOneKind(g) && (kind != ErrnoField.Path || g.Path is not null)))
            {
                var elsewhere = around.GetValueOrDefault(KeyOf(group));
                var expected = inside.Failed * (elsewhere / (double)outside.Failed);
                var excess = group.Count - expected;
                var isSaid = found.Any(f => f.What.Group.Count == group.Count && f.What.OutsideCount == elsewhere && IsPartOf(f.What.Group, group));
                if (group.Count >= MinFactor * expected && excess >= MinDeviations * Math.Sqrt(Math.Max(expected, 1)) && !isSaid)
                {
                    found.Add((new Overrepresented(group, inside.Failed, elsewhere, outside.Failed), excess));
                }
            }
        }

        return [.. found.OrderByDescending(f => f.Excess).Take(max).Select(f => f.What)];
    }

    /// <summary>False for a sum of names or paths beyond the limit, which have nothing in common.</summary>
    private static bool IsOfOneKind(ErrnoGroup group) => !group.OtherNames && !group.OtherPaths;

    private static bool IsPartOf(ErrnoGroup narrow, ErrnoGroup wide)
        => (wide.Number is null || wide.Number == narrow.Number)
            && (wide.Comm is null || wide.Comm == narrow.Comm)
            && (wide.Path is null || wide.Path == narrow.Path);

    private static (int?, string?, string?, string?) KeyOf(ErrnoGroup group) => (group.Number, group.Syscall, group.Comm, group.Path);
}
