using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Source;

/// <summary>Memory may run out once a batch was taken: it must be handed on all the same, and once.</summary>
public sealed class ClockedBatchesTests
{
    private const long Hour = 3_600_000_000_000;

    private readonly List<LifecycleEvent> _reported = [];
    private readonly List<byte[]> _pinned = [];
    private readonly ClockedBatches _batches;
    private long _nowNs = 1_000_000_000;
    private long _offsetNs = 1_790_000_000_000_000_000;
    private bool _failsToRead;
    private bool _failsToReport;
    private int _taken;

    public ClockedBatchesTests() => _batches = new ClockedBatches(TakeOne, new ClockWatch(Read), Report);

    [Fact]
    public void Take_Batch_IsHandedOnBehindTheClockThatWasSet()
    {
        Assert.Equal(1UL, FirstOf(_batches.Take(0, out _)));
        _offsetNs += Hour;

        Assert.Equal(2UL, FirstOf(_batches.Take(0, out _)));
        Assert.Equal(_offsetNs, Assert.IsType<ClockEvent>(Assert.Single(_reported)).ToOffsetNs);
    }

    [Fact]
    public void Take_MemoryRunsOutForTheClocks_HandsTheBatchOnNextTime()
    {
        _failsToRead = true;
        Assert.Throws<OutOfMemoryException>(() => _batches.Take(0, out _));

        Assert.Equal([1UL, 2UL], [FirstOf(_batches.Take(0, out _)), FirstOf(_batches.Take(0, out _))]);
    }

    [Fact]
    public void Take_MemoryRunsOutForTheEvent_TellsItOnceNextTime()
    {
        _offsetNs += Hour;
        _failsToReport = true;
        Assert.Throws<OutOfMemoryException>(() => _batches.Take(0, out _));

        Assert.Equal([1UL, 2UL], [FirstOf(_batches.Take(0, out _)), FirstOf(_batches.Take(0, out _))]);
        Assert.IsType<ClockEvent>(Assert.Single(_reported));
    }

    /// <summary>When the first record of it was reserved: here its number.</summary>
    private static ulong FirstOf(NativeBatch? batch) => MemoryMarshal.Read<RecordHeader>(batch!.Value.Records).BootNs;

    private unsafe NativeBatch? TakeOne(int timeoutMs, out bool ended)
    {
        ended = false;
        var records = new RecordBuilder();
        records.Add(new ExecEnterRecord { Header = records.Header(RecordKind.ExecEnter, 7, (ulong)++_taken), Syscall = RecordSyscall.Execve });

        // As the library has it: memory that no collection moves.
        var pinned = GC.AllocateUninitializedArray<byte>(records.Bytes.Length, pinned: true);
        records.Bytes.CopyTo(pinned, 0);
        _pinned.Add(pinned);
        fixed (byte* at = pinned)
        {
            return new NativeBatch(at, pinned.Length);
        }
    }

    private ClockReading Read()
    {
        if (_failsToRead)
        {
            _failsToRead = false;
            throw new OutOfMemoryException();
        }

        _nowNs += 1_000;
        return new ClockReading(_nowNs, _nowNs + _offsetNs, _nowNs);
    }

    private void Report(ClockEvent set)
    {
        if (_failsToReport)
        {
            _failsToReport = false;
            throw new OutOfMemoryException();
        }

        _reported.Add(set);
    }
}
