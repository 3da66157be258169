using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Losses;

/// <summary>Which losses are reported, and with which times.</summary>
public sealed class LossWatchTests
{
    private const long Ms = 1_000_000;
    private const long Opened = 1000 * Ms;

    /// <summary>Longest delay between an event and its count.</summary>
    private const long Delay = 10 * Ms;

    private readonly LossWatch _losses = new(new WallClock(0), Opened);
    private SequenceWatch _sequences = new();
    private readonly List<LifecycleEvent> _events = [];
    private NativeStats _stats;
    private MissedRuns _runs = new(0, true, Opened, Opened);

    [Fact]
    public void Check_HoleThatTheNextBatchFills_IsNoLoss()
    {
        Saw(cpu: 0, seq: 2, 1100 * Ms);
        Check(1200 * Ms);
        Saw(cpu: 0, seq: 1, 1100 * Ms);
        Check(1300 * Ms);
        Check(1400 * Ms);

        Assert.Empty(_events);
    }

    [Fact]
    public void Check_HoleThatStays_IsReportedOnceWithTheTimeBetweenItsRecords()
    {
        Saw(cpu: 0, seq: 1, 1100 * Ms);
        Check(1200 * Ms);
        Saw(cpu: 0, seq: 4, 1250 * Ms);
        Check(1300 * Ms);
        Check(1400 * Ms);
        Check(1500 * Ms);

        var lost = Assert.IsType<LostEvent>(Assert.Single(_events));
        Assert.Equal((2, LossWatch.SequenceHole), (lost.Count, lost.Cause));
        Assert.Equal((1100 * Ms - Delay, 1250 * Ms), (lost.From!.Value.UnixNs, lost.To!.Value.UnixNs));
    }

    [Fact]
    public void Check_SecondHole_HasItsOwnTime()
    {
        Saw(cpu: 0, seq: 3, 1100 * Ms);
        Check(1200 * Ms);
        Check(1300 * Ms);
        Saw(cpu: 0, seq: 5, 1600 * Ms);
        Check(1700 * Ms);
        Check(1800 * Ms);

        Assert.Equal([1L, 2L], _events.Cast<LostEvent>().Select(e => e.Count).Order());
        Assert.Equal((1100 * Ms - Delay, 1600 * Ms), Times(_events[^1]));
    }

    [Fact]
    public void Check_RingThatAnEarlierServerHasRead_BeginsWithItsFirstRecord()
    {
        _sequences = new SequenceWatch { Continues = true };
        Saw(cpu: 0, seq: 500, 1100 * Ms);
        Saw(cpu: 1, seq: 7, 1150 * Ms);
        Check(1200 * Ms);
        Check(1300 * Ms);
        Assert.Empty(_events);

        Saw(cpu: 0, seq: 503, 1350 * Ms);
        Check(1400 * Ms);
        Check(1500 * Ms);
        Assert.Equal((2, LossWatch.SequenceHole), (((LostEvent)_events.Single()).Count, ((LostEvent)_events.Single()).Cause));
    }

    [Fact]
    public void Check_WithoutAnEvent_ReportsTheLoss()
    {
        _stats.Lost[0] = 7;
        Check(1500 * Ms);
        Check(1600 * Ms);

        var lost = Assert.IsType<LostEvent>(Assert.Single(_events));
        Assert.Equal((7, LossWatch.RingFull, 1500 * Ms), (lost.Count, lost.Cause, lost.BootNs));
        Assert.Equal((Opened, 1501 * Ms), Times(lost));
    }

    /// <summary>After a stopped reader, the ring has the first records; the lost ones are as recent as the count.</summary>
    [Fact]
    public void Check_OldRecordsComeAfterALongStop_TheLossReachesToTheCount()
    {
        SawOfEachCpu(1, 1100 * Ms);
        Check(1200 * Ms);
        SawOfEachCpu(2, 1230 * Ms);
        _stats.Lost[0] = 500_000;
        Check(9000 * Ms, placeNs: 1230 * Ms);

        var lost = Assert.Single(_events);
        Assert.Equal((1230 * Ms - Delay, 9001 * Ms), Times(lost));
        // The time of its place in the stream.
        Assert.Equal(1230 * Ms, lost.BootNs);
    }

    [Fact]
    public void Check_HoleInTheBatch_TheLossBeginsBeforeIt()
    {
        SawOfEachCpu(1, 1100 * Ms);
        Check(1200 * Ms);
        SawOfEachCpu(2, 1230 * Ms);
        Saw(cpu: 0, seq: 9, 8000 * Ms);
        _stats.Lost[0] = 6;
        Check(9000 * Ms);

        Assert.Equal((1230 * Ms - Delay, 9001 * Ms), Times(Assert.Single(_events)));
    }

    [Fact]
    public void Check_CpuWithoutARecord_TheLossBeginsAtTheLastCount()
    {
        Check(1200 * Ms);
        Saw(cpu: 0, seq: 1, 5000 * Ms);
        _stats.Lost[0] = 1;
        Check(9000 * Ms);

        Assert.Equal((Environment.ProcessorCount == 1 ? 5000 : 1200) * Ms - Delay, Times(Assert.Single(_events)).From);
    }

    [Fact]
    public void Check_SkippedRuns_LieBetweenTheLastTimeThatAllWereKnownAndTheCount()
    {
        _runs = new MissedRuns(0, true, 1100 * Ms, 1001 * Ms);
        Check(1200 * Ms);
        Check(1700 * Ms);
        // Three seem missed; the next read agrees.
        _runs = new MissedRuns(0, false, 2100 * Ms, 1101 * Ms);
        Check(2150 * Ms);
        _runs = new MissedRuns(3, true, 3100 * Ms, 2101 * Ms);
        Check(3150 * Ms);
        Check(3200 * Ms);
        _runs = new MissedRuns(4, true, 4100 * Ms, 3101 * Ms);
        Check(4150 * Ms);

        Assert.All(_events.Cast<LostEvent>(), lost => Assert.Equal(LossWatch.ProbeBusy, lost.Cause));
        Assert.Equal([3L, 1L], _events.Cast<LostEvent>().Select(lost => lost.Count));
        Assert.Equal([(1100 * Ms - Delay, 2101 * Ms), (3100 * Ms - Delay, 3101 * Ms)], _events.Select(Times));
    }

    [Fact]
    public void Saw_NumberThatIsNoCpu_IsPassedOver()
    {
        Saw(cpu: uint.MaxValue, seq: 9, 1);
        Saw(cpu: SequenceWatch.MaxCpus, seq: 9, 1);

        Assert.Equal(0, _sequences.Missing);
    }

    private static (long From, long To) Times(LifecycleEvent e) => (((LostEvent)e).From!.Value.UnixNs, ((LostEvent)e).To!.Value.UnixNs);

    private void SawOfEachCpu(ulong seq, long bootNs)
    {
        // As many CPUs as the watch has room for; one more is accepted.
        for (var cpu = 0u; cpu < Math.Max(64, Environment.ProcessorCount); cpu++)
        {
            Saw(cpu, seq, bootNs);
        }
    }

    private void Saw(uint cpu, ulong seq, long bootNs)
        => _sequences.Saw(new RecordHeader { Cpu = cpu, CpuSeq = seq, BootNs = (ulong)bootNs });

    private void Check(long readNs, long? placeNs = null)
    {
        _losses.Check(_stats, readNs, readNs + Ms, _sequences, _runs, placeNs ?? readNs, null, _events);
    }
}
