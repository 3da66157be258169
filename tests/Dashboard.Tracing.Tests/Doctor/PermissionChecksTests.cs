using Dashboard.Core.Feeds;
using Dashboard.Tracing.Doctor;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Tests.Doctor;

public sealed class PermissionChecksTests : IDisposable
{
    // CAP_BPF and CAP_PERFMON (38, 39); with CAP_SYS_ADMIN (21); with CAP_SYS_RESOURCE (24).
    private const string Few = "000000c000000000";
    private const string Admin = "000000c000200000";
    private const string Resource = "000000c001000000";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lifecycle-permissions-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData(Few, "2", CheckState.Ok)]
    [InlineData(Few, "-1", CheckState.Ok)]
    [InlineData(Few, "3", CheckState.Warn)]
    [InlineData(Few, "4", CheckState.Warn)]
    [InlineData(Admin, "4", CheckState.Ok)]
    public void SystemCallTracepoints_OnAPatchedKernel_TakeMore(string held, string paranoid, CheckState expected)
    {
        Put("proc/sys/kernel/perf_event_paranoid", paranoid + "\n");

        Assert.Equal(expected, Run(held, "6.1.0-40-amd64")[0].State);
    }

    [Theory]
    [InlineData(Few, "5.10.0-33-amd64", "65536", CheckState.Warn)]
    [InlineData(Few, "5.10.0-33-amd64", "unlimited", CheckState.Ok)]
    [InlineData(Resource, "5.10.0-33-amd64", "65536", CheckState.Ok)]
    [InlineData(Few, "5.15.0-91-generic", "65536", CheckState.Ok)]
    public void LockedMemory_OnAKernelThatCountsMaps_IsJudged(string held, string release, string limit, CheckState expected)
    {
        Put("proc/self/limits", $"Limit                     Soft Limit           Hard Limit           Units     \nMax locked memory         {limit,-20} {limit,-20} bytes     \n");

        Assert.Equal(expected, Run(held, release)[1].State);
    }

    private List<CheckResult> Run(string held, string release)
    {
        Put("proc/self/status", $"CapEff:\t{held}\n");
        Put("proc/sys/kernel/osrelease", release + "\n");
        return [.. PermissionChecks.Run(new Machine(_root.FullName))];
    }

    private void Put(string path, string text)
    {
        var file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
