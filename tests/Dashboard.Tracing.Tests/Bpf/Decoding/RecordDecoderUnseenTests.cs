using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Tests.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

/// <summary>Execs whose enter or whose failure no probe reports.</summary>
public sealed class RecordDecoderUnseenTests
{
    private readonly RecordBuilder _records = new();

    [Fact]
    public void Rename_AfterAFailureThatWasNotSeen_IsReported()
    {
        Enter(7, 1000);
        Rename(7, 2000, "own");

        Assert.Equal("own", Assert.Single(Decode(RecordSyscall.Execve).OfType<RenameEvent>()).To);
    }

    [Fact]
    public void Rename_OfTheExecItself_IsNotReported()
    {
        Enter(7, 1000);
        Rename(7, 1100, "ls");
        Exec(7, 1200, "ls");

        Assert.Empty(Decode(RecordSyscall.Execve).OfType<RenameEvent>());
    }

    [Fact]
    public void Rename_OfAnExecWithoutEnter_IsNotReported()
    {
        Rename(7, 1100, "ls");
        _records.Add(new ThreadsRecord { Header = _records.Header(RecordKind.Threads, 9, 1150) });
        Exec(7, 1200, "ls");

        Assert.Equal([EventKind.Threads, EventKind.ExecExit], Decode().Select(e => e.Kind));
    }

    [Fact]
    public void Rename_ToAnotherNameBeforeAnExecWithoutEnter_IsReported()
    {
        Rename(7, 1100, "own");
        Exec(7, 1200, "ls");

        Assert.Equal([EventKind.Rename, EventKind.ExecExit], Decode().Select(e => e.Kind));
    }

    [Fact]
    public void Attempts_ThatFailUnseen_AreOneAThreadAndEndWithIt()
    {
        var decoder = new RecordDecoder(0) { UnseenEnds = new HashSet<RecordSyscall> { RecordSyscall.Execve } };
        Enter(7, 1000);
        Enter(7, 2000);
        Exec(7, 2300, "ls");
        Enter(7, 3000);
        var events = new List<LifecycleEvent>();
        decoder.Decode(_records.Bytes, events);

        Assert.Equal(300, events.OfType<ExecExitEvent>().Single().DurationNs);
        Assert.Equal(1, decoder.PendingExecs);

        var end = new RecordBuilder();
        decoder.Decode(end.Add(new ExitRecord { Header = end.Header(RecordKind.Exit, 7, 4000) }).Bytes, events);
        Assert.Equal(0, decoder.PendingExecs);
    }

    private void Enter(uint pid, ulong at)
        => _records.Add(new ExecEnterRecord { Header = _records.Header(RecordKind.ExecEnter, pid, at), Syscall = RecordSyscall.Execve });

    private void Rename(uint pid, ulong at, string to)
        => _records.Add(new RenameRecord { Header = _records.Header(RecordKind.Rename, pid, at), To = RecordBuilder.CommOf(System.Text.Encoding.UTF8.GetBytes(to)) });

    private void Exec(uint pid, ulong at, string comm)
        => _records.Add(new ExecRecord { Header = _records.Header(RecordKind.Exec, pid, at, comm), OldTid = pid });

    private List<LifecycleEvent> Decode(params RecordSyscall[] unseen)
    {
        var events = new List<LifecycleEvent>();
        new RecordDecoder(0) { UnseenEnds = unseen.ToHashSet() }.Decode(_records.Bytes, events);
        return events;
    }
}
