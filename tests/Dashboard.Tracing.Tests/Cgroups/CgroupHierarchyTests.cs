using Dashboard.Tracing.Cgroups;

namespace Dashboard.Tracing.Tests.Cgroups;

public sealed class CgroupHierarchyTests
{
    private const string Start = "33 31 0:30 / /sys/fs/cgroup/";
    private const string Rest = " rw,relatime shared:9 - cgroup cgroup rw,";
    private const string V2 = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw";
    private const string Memory = Start + "memory" + Rest + "memory";
    private const string Pids = Start + "pids" + Rest + "pids";
    private const string Cpu = Start + "cpu,cpuacct" + Rest + "cpu,cpuacct";

    [Theory]
    // The order of the preferred list decides, not that of the mounts.
    [InlineData("pids", "/sys/fs/cgroup/pids", Cpu, Memory, V2, Pids)]
    [InlineData("memory", "/sys/fs/cgroup/memory", Cpu, Memory)]
    [InlineData("cpu", "/sys/fs/cgroup/cpu,cpuacct", Start + "freezer" + Rest + "freezer", Cpu)]
    [InlineData("cpu", "/sys/fs/cgroup/cpu,cpuacct", Start + "cpuset" + Rest + "cpuset", Cpu)]
    [InlineData("cpuset", "/sys/fs/cgroup/cpuset", Start + "cpuset" + Rest + "noprefix,cpuset", Start + "devices" + Rest + "devices")]
    [InlineData("devices", "/sys/fs/cgroup/devices", Start + "freezer" + Rest + "freezer", Start + "devices" + Rest + "devices")]
    [InlineData("freezer", "/a b", "33 31 0:30 / /a\\040b" + Rest + "freezer")]
    // Not readable.
    [InlineData("memory", "/sys/fs/cgroup/memory", "33 31 0:30 / /hidden/pids" + Rest + "pids", Memory)]
    // Only a part is mounted, as in a container: its paths do not start at the root.
    [InlineData("cpu", "/sys/fs/cgroup/cpu,cpuacct", "33 31 0:30 /docker/1 /sys/fs/cgroup/pids" + Rest + "pids", Cpu)]
    public void Choose_OfMounts_TakesTheFirstOfTheList(string controller, string mount, params string[] mountinfo)
        => Assert.Equal(new CgroupHierarchy(controller, mount), Choose(mountinfo));

    [Theory]
    [InlineData(V2)]
    [InlineData(Start + "systemd" + Rest + "xattr,name=systemd", V2)]
    [InlineData(Start + "cpuacct" + Rest + "cpuacct")]
    [InlineData("22 1 8:1 / / rw - ext4 /dev/cgroup rw,pids", "", "no line of mountinfo")]
    public void Choose_WithoutAControllerOfTheList_IsNone(params string[] mountinfo) => Assert.Null(Choose(mountinfo));

    [Fact]
    public void Path_OfAProcess_IsThatOfTheControllersLine()
    {
        const string Cgroups = "9:name=systemd:/s\n8:pids:/p:q\n2:cpu,cpuacct:/c\n0::/u\n";

        Assert.Equal("/p:q", new CgroupHierarchy("pids", "/x").PathIn(Cgroups));
        Assert.Equal("/c", new CgroupHierarchy("cpu", "/x").PathIn(Cgroups));
        Assert.Null(new CgroupHierarchy("memory", "/x").PathIn(Cgroups));
    }

    private static CgroupHierarchy? Choose(string[] mountinfo)
        => CgroupHierarchy.Choose(mountinfo, path => path.EndsWith("/cgroup.procs", StringComparison.Ordinal) && !path.StartsWith("/hidden/", StringComparison.Ordinal));
}
