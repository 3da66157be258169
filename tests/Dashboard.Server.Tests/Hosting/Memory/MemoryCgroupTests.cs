using Dashboard.Server.Hosting.Memory;

namespace Dashboard.Server.Tests.Hosting.Memory;

/// <summary>A machine made of files: /proc and mounts.</summary>
public sealed class MemoryCgroupTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("memory-cgroup-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void FindLimit_V2_IsTheLowestUpToTheRoot()
    {
        Machine("0::/a/b/c", $"30 20 0:1 / {_root}/v2 rw - cgroup2 cgroup2 rw");
        Group("v2", "", "memory.max", null);
        Group("v2", "a", "memory.max", "300000000");
        Group("v2", "a/b", "memory.max", "200000000");
        Group("v2", "a/b/c", "memory.max", "max");

        Assert.Equal(200_000_000, MemoryCgroup.FindLimit(_root));
    }

    [Fact]
    public void FindLimit_V2_CountsTheHighMark()
    {
        Machine("0::/a", $"30 20 0:1 / {_root}/v2 rw - cgroup2 cgroup2 rw");
        Group("v2", "a", "memory.max", "300000000");
        Group("v2", "a", "memory.high", "250000000");

        Assert.Equal(250_000_000, MemoryCgroup.FindLimit(_root));
    }

    [Fact]
    public void FindLimit_MountOfAGroupWithTheSameBeginning_IsNotTakenForIt()
    {
        Machine("0::/ab", $"30 20 0:1 /a {_root}/v2 rw - cgroup2 cgroup2 rw");
        Group("v2", "", "memory.max", "max");
        Group("v2", "b", "memory.max", "200000000");

        Assert.Null(MemoryCgroup.FindLimit(_root));
    }

    [Theory]
    [InlineData("max", 24_000L * 1024)]
    [InlineData("20000000", 20_000_000)]
    public void FindMost_IsTheMachineOrTheLimit(string limit, long most)
    {
        Machine("0::/a", $"30 20 0:1 / {_root}/v2 rw - cgroup2 cgroup2 rw");
        Group("v2", "a", "memory.max", limit);
        File.WriteAllText($"{_root}/meminfo", "MemTotal:          24000 kB\nMemFree:        100 kB\n");

        Assert.Equal(most, MemoryCgroup.FindMost(_root));
    }

    [Fact]
    public void FindLimit_V1_IsTheLowestUpToTheRoot()
    {
        Machine("4:cpu,memory:/a/b", $"31 20 0:1 / {_root}/v1 rw - cgroup cgroup rw,memory", $"32 20 0:2 / {_root}/cpuset rw - cgroup cgroup rw,cpuset");
        Group("v1", "", "memory.limit_in_bytes", "9223372036854771712");
        Group("v1", "a", "memory.limit_in_bytes", "100000000");
        Group("v1", "a/b", "memory.limit_in_bytes", "9223372036854771712");

        Assert.Equal(100_000_000, MemoryCgroup.FindLimit(_root));
    }

    [Fact]
    public void FindLimit_InAContainer_ReadsTheMountThatBeginsAtItsGroup()
    {
        Machine("4:memory:/docker/1234", $"31 20 0:1 /docker/1234 {_root}/v1 rw - cgroup cgroup rw,memory");
        Group("v1", "", "memory.limit_in_bytes", "256000000");

        Assert.Equal(256_000_000, MemoryCgroup.FindLimit(_root));
    }

    [Fact]
    public void FindLimit_NoLimitOrNoCgroups_IsNull()
    {
        Assert.Null(MemoryCgroup.FindLimit(_root + "/nowhere"));
        Machine("0::/", $"30 20 0:1 / {_root}/v2 rw - cgroup2 cgroup2 rw");
        Group("v2", "", "memory.max", "max");

        Assert.Null(MemoryCgroup.FindLimit(_root));
    }

    private void Machine(string cgroup, params string[] mounts)
    {
        Directory.CreateDirectory($"{_root}/self");
        File.WriteAllText($"{_root}/self/cgroup", cgroup + "\n");
        File.WriteAllLines($"{_root}/self/mountinfo", mounts);
    }

    private void Group(string mount, string path, string file, string? text)
    {
        Directory.CreateDirectory(Path.Combine(_root, mount, path));
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(_root, mount, path, file), text + "\n");
        }
    }
}
