using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>One record, one event. Events come from the pool, so each method must set all fields of its kind.</summary>
internal sealed partial class RecordDecoder
{
    private ForkEvent Fork(in ForkRecord record)
    {
        ref readonly var header = ref record.Header;
        _causes.Forget((int)header.Tgid);
        _execs.Forget(header.Tid);
        _zombies.Reused((int)header.Tgid, (long)header.BootNs);

        var e = Begin(Pool.Fork(), header);
        e.Fill(
            how: CallNames.MethodOf(record.Syscall, record.CloneFlags, header.Has(RecordFlags.OwnStack)),
            flags: record.Syscall is RecordSyscall.None or RecordSyscall.Kernel ? null : _calls.FlagsOf(record.CloneFlags),
            // fork copies the name of the calling thread, which may differ from the name of its process.
            by: Refer(record.CreatorTgid, record.CreatorStartBootNs, record.CreatorComm),
            context: _contexts.Context(header, record.Context));
        return e;
    }

    private ExecEnterEvent ExecEnter(in ExecEnterRecord record, ReadOnlySpan<byte> data)
    {
        var e = Begin(Pool.ExecEnter(), record.Header);
        e.Fill(
            syscall: CallNames.SyscallOf(record.Syscall) ?? "execve",
            // A cut preview is not used as the path; the event that ends the attempt has the whole path.
            path: record.Header.Has(RecordFlags.PathUnreadable | RecordFlags.PathCut) ? null : _strings.Text(data[..(int)record.PathBytes]));
        return e;
    }

    private ExecExitEvent ExecExit(in ExecRecord record, ReadOnlySpan<byte> data)
    {
        ref readonly var header = ref record.Header;
        var enter = _execs.Ended(record);
        var exe = Take(ref data, record.ExeBytes);
        var path = Take(ref data, record.PathBytes);
        var interpreter = Take(ref data, record.InterpBytes);
        var block = Take(ref data, record.ArgsBytes);
        var unreadable = block.IsEmpty && header.Has(RecordFlags.ArgsUnreadable | RecordFlags.ArgsShed);
        var redacted = Redact(ref block, header.Has(RecordFlags.ArgsCut));
        var staysBytes = ArgumentBytes.CanHold(block);
        var e = Begin(Pool.ExecExit(), header);
        e.Fill(
            syscall: CallNames.SyscallOf(enter?.Syscall ?? record.Syscall),
            path: header.Has(RecordFlags.PathUnreadable) ? null : _strings.Text(path),
            interpreter: interpreter.IsEmpty ? null : _strings.Text(interpreter),
            args: unreadable || staysBytes ? null : _strings.Args(block),
            argsTruncated: header.Has(RecordFlags.ArgsCut | RecordFlags.ArgsShed) || (!unreadable && header.Has(RecordFlags.ArgsUnreadable)),
            argCount: (unreadable && !header.Has(RecordFlags.ArgsShed)) || header.Has(RecordFlags.ArgCountAtLeast) ? null : (int)record.Argc,
            ret: record.Ret,
            durationNs: enter is { } begun ? (long)header.BootNs - begun.EnterBootNs : null,
            oldTid: record.OldTid == header.Tgid ? null : (int)record.OldTid,
            context: _contexts.Context(header, record.Context),
            argsShed: header.Has(RecordFlags.ArgsShed),
            pathShed: header.Has(RecordFlags.PathShed),
            exe: record.Ret < 0 ? null : _files.Find(record, exe),
            redacted: redacted);
        if (staysBytes)
        {
            e.KeepArguments(block, Pool.ArgumentBuffer(block.Length));
        }

        return e;
    }

    /// <summary>Replaces arguments that have secrets, and clears them where they came from; returns the rules.</summary>
    private IReadOnlyList<string>? Redact(ref ReadOnlySpan<byte> block, bool isCut)
    {
        if (block.IsEmpty || _redactor is null || !_redactor.TryRedact(block, isCut, out var clean, out var rules))
        {
            return null;
        }

        // The batch is this program's own memory, of which a record is decoded once; it is used again for later records.
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(block), block.Length).Clear();
        block = clean;
        return rules;
    }

    private ExitEvent Exit(in ExitRecord record)
    {
        ref readonly var header = ref record.Header;
        var status = ExitStatus.FromWaitStatus(record.Status);
        var (oom, by) = _causes.Take(header.Process, status.Signal);
        var e = Begin(Pool.Exit(), header);
        e.Fill(
            exitCode: status.ExitCode, signal: status.Signal, coreDumped: status.CoreDumped, oom: oom, by: by,
            adopter: record.AdopterTgid == 0 ? null : Refer(record.AdopterTgid, record.AdopterStartBootNs, record.AdopterComm),
            usage: UsageMath.ToUsage(record.Usage));
        _zombies.Add(ZombieOf(header, e.Comm), e.Adopter?.Id);
        return e;
    }

    private ThreadsEvent Threads(in ThreadsRecord record)
    {
        var e = Begin(Pool.Threads(), record.Header);
        e.Fill(count: (int)record.Live);
        return e;
    }

    private void Released(in FreeRecord record, List<LifecycleEvent> events)
    {
        ref readonly var header = ref record.Header;
        if (_zombies.Released(header.Process, out var zombie))
        {
            events.Add(ReapOf(
                zombie ?? ZombieOf(header, _strings.Comm(header.Comm)), (long)header.BootNs, UsageMath.ToUsage(record.Usage)));
        }
    }

    /// <summary>The reap's time is that of the wait; without an observed wait it is the release, a grace period later.</summary>
    private ReapEvent ReapOf(in Zombie zombie, long latestBootNs, ResourceUsage? usage)
    {
        var bootNs = zombie.WaitedBootNs == 0 ? latestBootNs : zombie.WaitedBootNs;
        var e = Pool.Reap();
        e.Begin(ToTime(bootNs), bootNs, zombie.Process, zombie.Process.Pid, zombie.Parent, zombie.Comm);
        e.Fill(by: zombie.Reaper, usage: usage);
        return e;
    }

    private ChdirEvent Chdir(in ChdirRecord record, ReadOnlySpan<byte> data)
    {
        var e = Begin(Pool.Chdir(), record.Header);
        e.Fill(cwd: record.Header.Has(RecordFlags.PathCut) ? null : _strings.Directory(data[..(int)record.NamesBytes]));
        return e;
    }

    private RenameEvent Rename(in RenameRecord record)
    {
        var e = Begin(Pool.Rename(), record.Header, record.From);
        e.Fill(from: e.Comm, to: _strings.Comm(record.To));
        return e;
    }

    private ForkFailEvent ForkFail(in ForkFailRecord record)
    {
        var e = Begin(Pool.ForkFail(), record.Header);
        e.Fill(syscall: CallNames.SyscallOf(record.Syscall) ?? "clone", ret: record.Ret);
        return e;
    }

    private CredentialsEvent Change(in ChangeRecord record)
    {
        var e = Begin(Pool.Credentials(), record.Header);
        e.Fill(now: _contexts.Context(record.Header, record.Context));
        return e;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> data, uint bytes)
    {
        var taken = data[..(int)bytes];
        data = data[(int)bytes..];
        return taken;
    }
}
