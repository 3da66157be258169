using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Core.Tests.Readings;

public sealed class UsageSamplerTests : IUsageReader
{
    private static readonly ProcessId One = new(1, 10);

    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<ProcessId, UsageSample> _samples = new() { [One] = new UsageSample(0, 4096) };
    private readonly UsageSampler _sampler;
    private MachineSample? _machine = new(0, 4, 8_000, 6_000);
    private int _reads;

    public UsageSamplerTests() => _sampler = new UsageSampler(this, _time);

    [Fact]
    public void Sample_TheFirst_HasMemoryAndNoShareOfACpu()
    {
        var usage = Sample()!;

        Assert.Equal((null, 4096L), (usage.Cpu, usage.ResidentBytes));
        Assert.Empty(usage.CpuHistory);
    }

    [Fact]
    public void Sample_TheNext_HasTheShareSinceTheOneBefore()
    {
        Sample();
        Use(cpuMs: 3_000, afterMs: 2_000);

        Assert.Equal(1.5, Sample()!.Cpu!.Value, 6);
        Use(cpuMs: 100, afterMs: 1_000);
        Assert.Equal([1.5f, 0.1f], Sample()!.CpuHistory);
    }

    [Fact]
    public void Sample_BySeveralViewers_ReadsOnceASecond()
    {
        for (var viewer = 0; viewer < 5; viewer++)
        {
            Sample();
        }

        Assert.Equal(1, _reads);
        Use(cpuMs: 1, afterMs: 950);
        Sample();
        Assert.Equal(2, _reads);
    }

    [Fact]
    public void Sample_AProcessThatEnded_IsAbsent()
    {
        Sample();
        _samples.Clear();
        _time.Advance(UsageSampler.Interval);

        Assert.Null(Sample());
    }

    [Fact]
    public void Sample_AfterALongPause_BeginsAnew()
    {
        Sample();
        Use(cpuMs: 60_000, afterMs: 60_000);

        Assert.Null(Sample()!.Cpu);
    }

    [Fact]
    public void Sample_ManyTimes_KeepsAFewShares()
    {
        for (var i = 0; i < 3 * UsageSampler.MaxHistory; i++)
        {
            Use(cpuMs: i, afterMs: 1_000);
            Sample();
        }

        Assert.Equal(UsageSampler.MaxHistory, Sample()!.CpuHistory.Count);
        Assert.Equal(0.001f * ((3 * UsageSampler.MaxHistory) - 1), Sample()!.CpuHistory[^1], 4);
    }

    [Fact]
    public void Sample_MoreThanItKeeps_HasNoFiguresOfTheRest()
    {
        ProcessId[] all = [.. Enumerable.Range(1, UsageSampler.MaxProcesses + 5).Select(pid => new ProcessId(pid, 10))];
        foreach (var id in all)
        {
            _samples[id] = default;
        }

        Assert.Equal(UsageSampler.MaxProcesses, _sampler.Sample(all).Count);
    }

    [Fact]
    public void Machine_HasTheShareOfAllCpus()
    {
        Assert.Null(_sampler.SampleMachine()!.Cpu);
        _machine = new MachineSample(3_000_000_000, 4, 8_000, 5_000);
        _time.Advance(TimeSpan.FromSeconds(1));

        var usage = _sampler.SampleMachine()!;

        Assert.Equal(0.75, usage.Cpu!.Value, 6);
        Assert.Equal((4, 8_000L, 5_000L), (usage.Cpus, usage.MemoryBytes, usage.AvailableBytes));
    }

    UsageSample? IUsageReader.Read(ProcessId id)
    {
        _reads++;
        return _samples.TryGetValue(id, out var sample) ? sample : null;
    }

    MachineSample? IUsageReader.ReadMachine() => _machine;

    private ProcessUsage? Sample() => _sampler.Sample([One]).GetValueOrDefault(One);

    private void Use(int cpuMs, int afterMs)
    {
        _samples[One] = _samples[One] with { CpuNs = _samples[One].CpuNs + (cpuMs * 1_000_000L) };
        _time.Advance(TimeSpan.FromMilliseconds(afterMs));
    }
}
