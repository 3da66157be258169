namespace Dashboard.Core.Filtering.Language;

/// <summary>The names of <see cref="FilterFlag"/>.</summary>
public static class FilterFlags
{
    /// <summary>A process with a shorter lifetime matches <c>is:short</c>.</summary>
    public const long ShortNs = 50_000_000;

    /// <summary>In the order of the enum.</summary>
    public static IReadOnlyList<FilterKeyword> All { get; } =
    [
        new("running", "has not exited"),
        new("zombie", "exited, and not waited for yet"),
        new("exited", "has exited, and is no zombie any more"),
        new("failed", "a failed exec (not a PATH lookup) or fork, an exit code above 0, or a fatal signal"),
        new("recycled", "its pid had an earlier life in this capture"),
        new("noexec", "fork without exec: still the image that fork copied"),
        new("execonly", "exec without fork: a program replaced another in a process that was running a program already"),
        new("short", "has exited after less than 50 ms"),
        new("orphan", "its parent is no longer the one it was born to"),
    ];

    public static string NameOf(FilterFlag flag) => All[(int)flag].Name;

    public static bool TryParse(string name, out FilterFlag flag)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                flag = (FilterFlag)i;
                return true;
            }
        }

        flag = default;
        return false;
    }
}
