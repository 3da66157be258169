namespace Dashboard.Core.Readings;

/// <summary>A line of /proc/PID/cgroup.</summary>
/// <param name="Hierarchy">0 is cgroup v2.</param>
/// <param name="Controllers">"cpu,cpuacct", "name=systemd"; empty for cgroup v2.</param>
public sealed record CgroupMembership(int Hierarchy, string Controllers, string Path);
