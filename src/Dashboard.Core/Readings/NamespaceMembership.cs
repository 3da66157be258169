namespace Dashboard.Core.Readings;

/// <summary>A namespace that a process is in; namespaces(7).</summary>
/// <param name="Type">"mnt", "pid", "user" …</param>
/// <param name="Inode">The number that names it while it exists.</param>
/// <param name="IsDashboards">The dashboard is in it too.</param>
/// <param name="IsInits">Process 1 is in it too; null when that could not be read.</param>
public sealed record NamespaceMembership(string Type, long Inode, bool IsDashboards, bool? IsInits);
