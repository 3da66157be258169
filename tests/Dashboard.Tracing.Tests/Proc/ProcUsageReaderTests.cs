using System.Diagnostics;
using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Proc;
using Xunit;

namespace Dashboard.Tracing.Tests.Proc;

public sealed class ProcUsageReaderTests
{
    private readonly ProcUsageReader _reader = new();

    [Fact]
    public void Read_ThisProcess_HasWhatTheRuntimeSays()
    {
        var before = Environment.CpuUsage.TotalTime;
        var sample = _reader.Read(Own())!.Value;
        var after = Environment.CpuUsage.TotalTime;

        // In steps of 10 ms of user and of system time.
        Assert.InRange(sample.CpuNs, before.TotalNanoseconds - 20_000_000, after.TotalNanoseconds + 20_000_000);
        Assert.InRange(sample.ResidentBytes, Environment.WorkingSet / 2, Environment.WorkingSet * 2);
    }

    [Fact]
    public void Read_ANumberThatAnotherProcessHadBefore_IsNothing()
        => Assert.Null(_reader.Read(Own() with { StartNs = Own().StartNs - 1_000_000_000 }));

    [Fact]
    public void Read_AProcessThatEnded_IsNothing()
    {
        using var process = Process.Start("/bin/true");
        process.WaitForExit();

        Assert.Null(_reader.Read(new ProcessId(process.Id, 1)));
    }

    [Fact]
    public void Machine_HasItsCpusAndMemory()
    {
        var before = _reader.ReadMachine()!.Value;
        var began = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - began < TimeSpan.FromMilliseconds(100))
        {
        }

        var after = _reader.ReadMachine()!.Value;
        Assert.True(after.BusyNs - before.BusyNs >= 80_000_000, $"{after.BusyNs - before.BusyNs} ns busy");
        Assert.InRange(after.Cpus, 1, 4096);
        Assert.InRange(after.AvailableBytes, 1, after.MemoryBytes);
    }

    [Theory]
    [InlineData("7 (my (odd) name) R 1 7 7 34822 -1 4194560 1 2 3 4 50 60 0 0 20 -5 3 0 8000 9 77 0\n", 50, 60, 8000, 77, -5, 3)]
    [InlineData("7 (a)b c) S 1 7 7 -1 -1 4194560 1 2 3 4 0 0 0 0 20 0 1 0 1 9 0 0\n", 0, 0, 1, 0, 0, 1)]
    public void Stat_OfAnyName_HasItsFields(string text, long user, long system, long start, long pages, int nice, int threads)
    {
        var stat = ProcStat.Parse(System.Text.Encoding.ASCII.GetBytes(text))!.Value;

        Assert.Equal((user, system, start, pages, nice, threads), (stat.UserTicks, stat.SystemTicks, stat.StartTicks, stat.ResidentPages, stat.Nice, stat.Threads));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7 (x")]
    [InlineData("7 (x) S 1 7")]
    [InlineData("7 (x) S 1 7 7 x -1 4194560 1 2 3 4 0 0 0 0 20 0 1 0 1 9 0 0")]
    public void Stat_ThatIsCut_IsNothing(string text) => Assert.Null(ProcStat.Parse(System.Text.Encoding.ASCII.GetBytes(text)));

    private static ProcessId Own()
    {
        var stat = ProcStat.Parse(File.ReadAllBytes("/proc/self/stat"))!.Value;
        return new ProcessId(Environment.ProcessId, (stat.StartTicks * ProcStat.NsPerTick) - TimeNamespace.BootOffsetNs);
    }
}
