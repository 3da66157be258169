using System.Globalization;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A memory cgroup with a limit, v1 or v2 as on this machine; removed after the test.</summary>
internal sealed class MemoryGroup : IAsyncDisposable
{
    private const string V1 = "/sys/fs/cgroup/memory";
    private const string V2 = "/sys/fs/cgroup";

    private readonly string _path;
    private readonly bool _isV1;

    private MemoryGroup(string path, bool isV1) => (_path, _isV1) = (path, isV1);

    /// <summary>Skips the test when no cgroup can be created.</summary>
    public static MemoryGroup New(long limit)
    {
        var isV1 = File.Exists($"{V1}/memory.limit_in_bytes");
        var path = $"{(isV1 ? V1 : V2)}/lifecycle-test-{Environment.ProcessId}";
        var group = new MemoryGroup(path, isV1);
        try
        {
            if (!isV1)
            {
                File.WriteAllText($"{V2}/cgroup.subtree_control", "+memory");
            }

            Directory.CreateDirectory(path);
            File.WriteAllText($"{path}/{(isV1 ? "memory.limit_in_bytes" : "memory.max")}", limit.ToString(CultureInfo.InvariantCulture));
            // Otherwise memory over the limit would be swapped out.
            File.WriteAllText($"{path}/{(isV1 ? "memory.swappiness" : "memory.swap.max")}", "0");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Kernel.Require(false, $"A memory cgroup cannot be made: {problem.Message}");
        }

        return group;
    }

    /// <summary>A dashboard server in it, from its first instruction on.</summary>
    public Task<DashboardServer> Serve(params string[] options) => DashboardServer.Start("sh", Enter, options);

    /// <summary>A dashboard command in it.</summary>
    public Child Start(params string[] arguments) => Child.Start("sh", [.. Enter, .. arguments]);

    private string[] Enter => ["-c", "echo $$ >\"$0/cgroup.procs\"; exec \"$@\"", _path, Repository.Program];

    /// <summary>How many processes in it the kernel killed.</summary>
    public long Kills => File.ReadLines($"{_path}/{(_isV1 ? "memory.oom_control" : "memory.events")}")
        .Where(l => l.StartsWith("oom_kill ", StringComparison.Ordinal)).Sum(l => long.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture));

    /// <summary>Call after its processes have ended; the kernel releases them a little later.</summary>
    public ValueTask DisposeAsync() => new(Eventually.True(
        () =>
        {
            try
            {
                Directory.Delete(_path);
                return Task.FromResult(true);
            }
            catch (IOException)
            {
                return Task.FromResult(!Directory.Exists(_path));
            }
        },
        "an empty cgroup"));
}
