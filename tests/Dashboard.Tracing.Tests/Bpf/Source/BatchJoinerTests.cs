using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Source;

public sealed class BatchJoinerTests
{
    private const uint Pid = 7;

    private readonly Queue<byte[]> _queue = [];
    private readonly List<byte[]> _pinned = [];
    private readonly List<LifecycleEvent> _events = [];
    private readonly BatchJoiner _joiner;
    private int _returned;

    public BatchJoinerTests() => _joiner = new BatchJoiner(TakeOne, (in NativeBatch _) => _returned++, new RecordDecoder(0));

    [Fact]
    public void Take_BatchesThatFitTogether_TakesAllAndSaysSo()
    {
        Queue(1, BatchJoiner.MaxEvents / 4);
        Queue(2, BatchJoiner.MaxEvents / 4);

        Assert.True(_joiner.Take(0, _events, out var tookAll));

        Assert.Equal((true, BatchJoiner.MaxEvents / 2, 2), (tookAll, _events.Count, _returned));
    }

    /// <summary>
    /// With tookAll, LossRepair concludes that missing events did not happen. So false is right even when the queue is empty
    /// by then.
    /// </summary>
    [Fact]
    public void Take_MoreThanABatch_SaysThatSomeMayBeLeft()
    {
        Queue(1, BatchJoiner.MaxEvents);
        Queue(2, 10);

        _joiner.Take(0, _events, out var tookAll);
        Assert.Equal((false, BatchJoiner.MaxEvents), (tookAll, _events.Count));

        _events.Clear();
        _joiner.Take(0, _events, out tookAll);
        Assert.Equal((true, 10), (tookAll, _events.Count));
    }

    /// <summary>Few events with long arguments.</summary>
    [Fact]
    public void Take_BatchesOfManyBytes_StopsAtTheBoundAlthoughTheEventsAreFew()
    {
        const int Arguments = 1 << 16;
        const int Records = BatchJoiner.MaxBytes / Arguments / 2;
        for (var batch = 0U; batch < 3; batch++)
        {
            var records = new RecordBuilder();
            for (var i = 0; i < Records; i++)
            {
                records.Add(
                    new ExecRecord { Header = records.Header(RecordKind.Exec, Pid, (ulong)(100 + i)) with { Cpu = batch }, Argc = 1, ArgsBytes = Arguments },
                    new byte[Arguments]);
            }

            _queue.Enqueue(records.Bytes);
        }

        _joiner.Take(0, _events, out var tookAll);
        Assert.Equal((false, 2 * Records, 2), (tookAll, _events.Count, _returned));

        _joiner.Take(0, _events, out tookAll);
        Assert.Equal((true, 3 * Records), (tookAll, _events.Count));
    }

    [Fact]
    public void Take_Nothing_TookAll()
    {
        Assert.True(_joiner.Take(0, _events, out var tookAll));
        Assert.True(tookAll);
        Assert.Empty(_events);
    }

    private void Queue(uint cpu, int count)
    {
        var records = new RecordBuilder();
        for (var i = 0; i < count; i++)
        {
            records.Add(new ExecEnterRecord { Header = records.Header(RecordKind.ExecEnter, Pid, (ulong)(100 + i)) with { Cpu = cpu }, Syscall = RecordSyscall.Execve });
        }

        _queue.Enqueue(records.Bytes);
    }

    private unsafe NativeBatch? TakeOne(int timeoutMs, out bool ended)
    {
        ended = false;
        if (!_queue.TryDequeue(out var records))
        {
            return null;
        }

        // Pinned, like the library's memory.
        var pinned = GC.AllocateUninitializedArray<byte>(records.Length, pinned: true);
        records.CopyTo(pinned, 0);
        _pinned.Add(pinned);
        fixed (byte* at = pinned)
        {
            return new NativeBatch(at, pinned.Length);
        }
    }
}
