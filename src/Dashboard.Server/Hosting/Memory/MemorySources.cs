namespace Dashboard.Server.Hosting.Memory;

/// <summary>Where the budget of memory comes from.</summary>
internal static class MemorySources
{
    /// <summary>--memory.</summary>
    public const string Option = "option";

    /// <summary>What the memory cgroup leaves.</summary>
    public const string Cgroup = "cgroup";

    public const string Default = "default";
}
