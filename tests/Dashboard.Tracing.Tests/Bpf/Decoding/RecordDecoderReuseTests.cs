using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

/// <summary>Pooled events and cached strings.</summary>
public sealed class RecordDecoderReuseTests
{
    private const long Epoch = 1_000_000_000_000;

    private readonly RecordDecoder _decoder = new(Epoch);
    private RecordBuilder _records = new();

    [Fact]
    public void EqualBytes_AreOneObject()
    {
        for (uint pid = 7; pid < 9; pid++)
        {
            _records.Add(
                new ExecRecord { Header = _records.Header(RecordKind.Exec, pid, 500), OldTid = pid, Argc = 3, PathBytes = 4, ArgsBytes = 7 },
                [.. "/a/b"u8, .. "x\0\u00fc\0\0"u8, 0]);
        }

        var execs = Decode().Cast<ExecExitEvent>().ToList();

        Assert.Same(execs[0].Path, execs[1].Path);
        Assert.Same(execs[0].Args, execs[1].Args);
        Assert.Same(execs[0].Comm, execs[1].Comm);
        Assert.Equal(["x", "ü", "", ""], execs[0].Args!);
    }

    [Fact]
    public void Copy_OfAnExec_KeepsItsArgumentsWhenTheEventIsUsedAgain()
    {
        LifecycleEvent Exec(byte letter)
        {
            _records = new RecordBuilder();
            _records.Add(
                new ExecRecord { Header = _records.Header(RecordKind.Exec, 7, 500), OldTid = 7, Argc = 2, ArgsBytes = 4 }, [letter, 0, letter, 0]);
            return Decode()[0];
        }

        var first = Exec((byte)'a');
        var copy = (ExecExitEvent)(first with { });
        _decoder.Pool.Return(first);
        var second = Exec((byte)'b');

        Assert.Same(first, second);
        Assert.Equal(["b", "b"], ((ExecExitEvent)second).Args!);
        Assert.Equal(["a", "a"], copy.Args!);
    }

    [Fact]
    public void Decode_IntoUsedEvents_LeavesNothingOfTheirFormerLife()
    {
        var store = new LifecycleStore(new CaptureClock(Epoch, null), new CaptureLimits { Events = 1 });
        AddOneOfEach(RecordFlags.None, full: true);
        store.Apply(Decode(), _decoder.Pool);

        // The same kinds with all values unknown, once in new objects and once in returned ones.
        var (used, fresh) = (new RecordBuilder(), new RecordDecoder(Epoch));
        _records = used;
        AddOneOfEach(RecordFlags.PathUnreadable | RecordFlags.ArgsUnreadable | RecordFlags.ArgCountAtLeast, full: false);
        var expected = new List<LifecycleEvent>();
        fresh.Decode(used.Bytes, expected);

        Assert.Equal(expected.Select(EventJson.Write), Decode().Select(EventJson.Write));
    }

    [Fact]
    public void Decode_InSteadyState_AllocatesNextToNothing()
    {
        var store = new LifecycleStore(new CaptureClock(Epoch, null), new CaptureLimits { Events = 16 });
        AddOneOfEach(RecordFlags.None, full: true);
        var batch = _records.Bytes;
        var events = new List<LifecycleEvent>();
        long Round()
        {
            events.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            _decoder.Decode(batch, events);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            store.Apply(events, _decoder.Pool);
            return allocated;
        }

        for (var i = 0; i < 100; i++)
        {
            Round();
        }

        // A dictionary may grow once; one object per event would be 800 of them.
        Assert.InRange(Enumerable.Range(0, 100).Sum(_ => Round()), 0, 8192);
    }

    /// <summary>One record of each kind that gives an event of its own.</summary>
    private void AddOneOfEach(RecordFlags flags, bool full)
    {
        var pid = full ? 7u : 8u;
        var comm = RecordBuilder.CommOf("other"u8);
        _records
            .Add(new ForkRecord
            {
                Header = _records.Header(RecordKind.Fork, pid, 100),
                Syscall = full ? RecordSyscall.Clone : RecordSyscall.None,
                CloneFlags = 0x100,
                CreatorTgid = 3,
                CreatorComm = comm,
                Context = full ? new ContextRecord { Session = 4, ProcessGroup = 5, TtyMajor = 136, TtyMinor = 1 } : default,
            })
            .Add(new ThreadsRecord { Header = _records.Header(RecordKind.Threads, pid, 110), Live = 2 })
            .Add(new RenameRecord { Header = _records.Header(RecordKind.Rename, pid, 120), From = comm, To = comm })
            .Add(new ForkFailRecord { Header = _records.Header(RecordKind.ForkFail, pid, 130), Ret = full ? -11 : -12 })
            .Add(new ExecEnterRecord { Header = _records.Header(RecordKind.ExecEnter, pid, 200, flags: flags), PathBytes = full ? 4u : 0 }, full ? [.. "/a/b"u8] : [])
            .Add(
                new ExecRecord
                {
                    Header = _records.Header(RecordKind.ExecFail, pid, 300, flags: flags),
                    Syscall = full ? RecordSyscall.Execve : RecordSyscall.None,
                    Ret = -2,
                    OldTid = full ? 99 : pid,
                    Argc = full ? 1u : 0,
                    PathBytes = full ? 4u : 0,
                    InterpBytes = full ? 2u : 0,
                    ArgsBytes = full ? 2u : 0,
                },
                full ? [.. "/a/b/ix\0"u8] : [])
            .Add(new SignalRecord { Header = _records.Header(RecordKind.Signal, full ? pid : 99, 390), Signal = 9, SenderTgid = 3, SenderComm = comm })
            .Add(new ExitRecord
            {
                Header = _records.Header(RecordKind.Exit, pid, 400),
                Status = full ? 0x89 : 0,
                AdopterTgid = full ? 1u : 0,
                AdopterComm = comm,
                Usage = full ? new UsageRecord { UserNs = 3 } : default,
            });
        if (full)
        {
            _records.Add(new ReapRecord { Header = _records.Header(RecordKind.Reap, 1, 450, "init"), ReapedPid = pid });
        }

        _records.Add(new FreeRecord { Header = _records.Header(RecordKind.Free, pid, 500), Usage = full ? new UsageRecord { UserNs = 3 } : default });
    }

    private List<LifecycleEvent> Decode()
    {
        var events = new List<LifecycleEvent>();
        _decoder.Decode(_records.Bytes, events);
        return events;
    }
}
