namespace Dashboard.Core.Readings;

/// <summary>A namespace of a process; namespaces(7).</summary>
/// <param name="Type">"mnt", "pid", "user" …</param>
/// <param name="Inode">Its identifier while it exists.</param>
/// <param name="IsDashboards">True when the dashboard is in the same namespace.</param>
/// <param name="IsInits">True when process 1 is in the same namespace; null when that could not be read.</param>
public sealed record NamespaceMembership(string Type, long Inode, bool IsDashboards, bool? IsInits);
