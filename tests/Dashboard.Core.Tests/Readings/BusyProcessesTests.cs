using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Tests.Shared;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Core.Tests.Readings;

public sealed class BusyProcessesTests : IUsageReader
{
    private const int Count = 100;
    private readonly Story _story = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));
    private readonly Dictionary<int, long> _cpuNs = [];
    private readonly BusyProcesses _busy;
    private int _reads;

    public BusyProcessesTests()
    {
        for (var pid = 1; pid <= Count; pid++)
        {
            _story.Snapshot(pid, $"p{pid}");
        }

        _store.Apply(_story.Take());
        _busy = new BusyProcesses(_store, new UsageSampler(this, _time), _time);
    }

    [Fact]
    public void Read_TwoSecondsAfterTheFirst_NamesTheBusiest()
    {
        Seconds(2, (7, 900), (8, 300), (9, 1));

        Assert.Equal([("p7", 0.9), ("p8", 0.3)], _busy.Read().Select(b => (b.Process.Comm!, Math.Round(b.Cpu, 3))));
    }

    [Fact]
    public void Read_EachSecond_ReadsAFifthOfTheQuietOnes()
    {
        Seconds(2, (7, 900));
        _reads = 0;
        Seconds(5, (7, 900));

        // Each once, and the busy one in the four other seconds too.
        Assert.Equal(Count + 4, _reads);
    }

    [Fact]
    public void Read_ManyViewers_ReadOnceASecond()
    {
        Seconds(2, (7, 900));
        _reads = 0;
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var viewer = 0; viewer < 10; viewer++)
        {
            _busy.Read();
        }

        Assert.True(_reads <= (Count / BusyProcesses.Turns) + 1, $"{_reads} reads");
    }

    [Fact]
    public void Read_ProcessThatEnded_IsGone()
    {
        Seconds(2, (7, 900));
        _story.Exit(new ProcessId(7, 7_000));
        _store.Apply(_story.Take());
        Seconds(1);

        Assert.Empty(_busy.Read());
    }

    [Fact]
    public void Read_QuietOneThatBecomesBusy_IsFoundWithinItsTurn()
    {
        Seconds(2);
        Seconds(BusyProcesses.Turns, (50, 400));

        Assert.Equal(50, Assert.Single(_busy.Read()).Process.Pid);
    }

    UsageSample? IUsageReader.Read(ProcessId id)
    {
        _reads++;
        return new UsageSample(_cpuNs.GetValueOrDefault(id.Pid), 4_096);
    }

    MachineSample? IUsageReader.ReadMachine() => null;

    /// <summary>Each second the processes use so many milliseconds, and a viewer looks.</summary>
    private void Seconds(int seconds, params (int Pid, int CpuMs)[] used)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            foreach (var (pid, cpuMs) in used)
            {
                _cpuNs[pid] = _cpuNs.GetValueOrDefault(pid) + (cpuMs * 1_000_000L);
            }

            _busy.Read();
        }
    }
}
