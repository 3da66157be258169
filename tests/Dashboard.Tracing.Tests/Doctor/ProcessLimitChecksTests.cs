using Dashboard.Core.Feeds;
using Dashboard.Tracing.Doctor;
using Dashboard.Tracing.Host;

namespace Dashboard.Tracing.Tests.Doctor;

public sealed class ProcessLimitChecksTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lifecycle-machine-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("unlimited", "unlimited", CheckState.Ok, CheckState.Ok)]
    [InlineData("1048576", "8589934592", CheckState.Ok, CheckState.Ok)]
    [InlineData("600", "4294967295", CheckState.Warn, CheckState.Warn)]
    [InlineData("600", "3221225472", CheckState.Warn, CheckState.Warn)]
    [InlineData("600", "3221225471", CheckState.Warn, CheckState.Fail)]
    [InlineData("511", "unlimited", CheckState.Fail, CheckState.Ok)]
    [InlineData("64", "unlimited", CheckState.Fail, CheckState.Ok)]
    public void Run_Limits_AreJudged(string files, string space, CheckState openFiles, CheckState addressSpace)
    {
        var proc = _root.CreateSubdirectory("proc/self");
        File.WriteAllText(
            Path.Combine(proc.FullName, "limits"),
            $"""
            Limit                     Soft Limit           Hard Limit           Units     
            Max cpu time              unlimited            unlimited            seconds   
            Max open files            {files,-20} 1048576              files     
            Max address space         {space,-20} unlimited            bytes     

            """);

        var checks = ProcessLimitChecks.Run(new Machine(_root.FullName)).ToList();

        Assert.Equal([("Open files", openFiles), ("Address space", addressSpace)], checks.Select(c => (c.Name, c.State)));
        Assert.All(checks, c => Assert.True(c.State == CheckState.Ok || c.Fix is not null));
    }

    [Theory]
    [InlineData(0, 1 << 30, CheckState.Warn)]
    [InlineData(15 << 20, 1 << 30, CheckState.Warn)]
    [InlineData(16 << 20, 1 << 30, CheckState.Ok)]
    // /proc has no disk that could be full.
    [InlineData(0, 0, CheckState.Ok)]
    public void Disk_OfARoom_IsJudged(long free, long total, CheckState state)
        => Assert.Equal(state, ProcessLimitChecks.Disk("/data", free, total).State);

    [Fact]
    public void Disk_OfADirectoryThatIsNotThereYet_IsThatOfTheOneAbove()
        => Assert.Equal(CheckState.Ok, ProcessLimitChecks.Disk(Path.Combine(_root.FullName, "not", "yet")).State);
}
