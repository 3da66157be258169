namespace Dashboard.Server.Hosting.Memory;

/// <summary>Origins of the memory budget.</summary>
internal static class MemorySources
{
    /// <summary>--memory.</summary>
    public const string Option = "option";

    /// <summary>Derived from the memory cgroup.</summary>
    public const string Cgroup = "cgroup";

    public const string Default = "default";
}
