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
        new("zombie", "exited, not yet reaped"),
        new("exited", "has exited and was reaped"),
        new("failed", "failed exec (not a PATH lookup) or fork, non-zero exit code, or fatal signal"),
        new("recycled", "its PID had an earlier process in this capture"),
        new("noexec", "fork without exec: still runs its parent's program"),
        new("execonly", "exec without fork: replaced its own program"),
        new("short", "exited in less than 50 ms"),
        new("orphan", "re-parented: its original parent exited"),
        new("redacted", "a secret was taken out of its arguments"),
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
