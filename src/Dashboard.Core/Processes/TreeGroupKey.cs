using System.Globalization;

namespace Dashboard.Core.Processes;

/// <summary>Names a group of the tree.</summary>
/// <param name="Name">The container, cgroup or session; null for the processes that have none, or of which it is not known.</param>
/// <param name="IsKnown">False where it is not known whether there is one.</param>
public readonly record struct TreeGroupKey(string? Name, bool IsKnown) : IComparable<TreeGroupKey>
{
    /// <summary>By name; those without one last. Sessions have numbers, so shorter names come first among them.</summary>
    public int CompareTo(TreeGroupKey other) => (Name, other.Name) switch
    {
        (null, null) => other.IsKnown.CompareTo(IsKnown),
        (null, _) => 1,
        (_, null) => -1,
        var (a, b) => long.TryParse(a, CultureInfo.InvariantCulture, out var x) && long.TryParse(b, CultureInfo.InvariantCulture, out var y)
            ? x.CompareTo(y)
            : string.CompareOrdinal(a, b),
    };

    /// <summary>Of a process, inside LifecycleStore.Read only.</summary>
    public static TreeGroupKey? Of(ProcessRecord record, TreeGrouping by)
    {
        if (by == TreeGrouping.None)
        {
            return null;
        }

        var context = record.Context;
        return by switch
        {
            // A container is read off the cgroup's path: without a path nothing says that there is none.
            TreeGrouping.Container => new TreeGroupKey(context?.Container, context is { Container: not null } or { Cgroup: not null }),
            TreeGrouping.Cgroup => new TreeGroupKey(context?.Cgroup, context?.Cgroup is not null),
            _ => new TreeGroupKey(context?.Session?.ToString(CultureInfo.InvariantCulture), context?.Session is not null),
        };
    }
}
