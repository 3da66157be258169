using System.Globalization;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Tree;

/// <summary>The key of a group in the tree.</summary>
/// <param name="Name">The container, cgroup or session; null for processes for which it is not known.</param>
/// <param name="IsKnown">True without a name: the path of the cgroup is known, and no container was recognised in it.</param>
public readonly record struct TreeGroupKey(string? Name, bool IsKnown) : IComparable<TreeGroupKey>
{
    /// <summary>By name; numbers first and by value, null last. Only identical names are equal.</summary>
    public int CompareTo(TreeGroupKey other) => (Name, other.Name) switch
    {
        (null, null) => other.IsKnown.CompareTo(IsKnown),
        (null, _) => 1,
        (_, null) => -1,
        var (a, b) => (NumberOf(a), NumberOf(b)) switch
        {
            ({ } x, { } y) => x.CompareTo(y),
            ({ }, null) => -1,
            (null, { }) => 1,
            _ => string.CompareOrdinal(a, b),
        },
    };

    /// <summary>Null for a name that is not a canonical number, such as "007".</summary>
    private static long? NumberOf(string name)
        => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (name[0] != '0' || name.Length == 1) ? number : null;

    /// <summary>The group of a process. Inside LifecycleStore.Read only.</summary>
    public static TreeGroupKey? Of(ProcessRecord record, TreeGrouping by)
    {
        if (by == TreeGrouping.None)
        {
            return null;
        }

        var context = record.Context;
        return by switch
        {
            // The container is derived from the cgroup path: without a path it is unknown whether there is one.
            TreeGrouping.Container => new TreeGroupKey(context?.Container, context is { Container: not null } or { Cgroup: not null }),
            TreeGrouping.Cgroup => new TreeGroupKey(context?.Cgroup, context?.Cgroup is not null),
            _ => new TreeGroupKey(context?.Session?.ToString(CultureInfo.InvariantCulture), context?.Session is not null),
        };
    }
}
