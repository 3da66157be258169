using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// What was done to a process before it ended: fatal signals and their senders, the choice of the OOM killer.
/// Entries go with the exit, or when the pid is given to another process; so they are bounded by pid_max.
/// </summary>
internal sealed class DeathCauses
{
    /// <summary>A blocked signal is told when it is sent, so there can be more than one; a flood is not kept.</summary>
    private const int MaxSignalsPerProcess = 8;

    /// <summary>The kernel's SIGRTMIN; glibc keeps the first two for itself.</summary>
    private const int FirstRealTime = 32;

    private const int Kill = 9;

    /// <summary>SI_KERNEL.</summary>
    private const int FromKernelItself = 0x80;

    private readonly Dictionary<int, List<(ProcessId Target, int Signal, ProcessReference? Sender)>> _signals = [];
    private readonly HashSet<int> _oomVictims = [];

    /// <summary>Lists to use again. Bounded: few processes wait for their death at one moment.</summary>
    private readonly Stack<List<(ProcessId Target, int Signal, ProcessReference? Sender)>> _spare = new();

    private const int MaxSpare = 64;

    /// <summary>Before it kills those that share the memory, the kernel writes its report, which takes seconds on a slow console.</summary>
    private const ulong KillsForNs = 10_000_000_000;

    private (uint Tid, ulong BootNs) _lastOomKiller;

    public void Signaled(in SignalRecord record, string senderComm)
    {
        var pid = (int)record.Header.Tgid;
        if (!_signals.TryGetValue(pid, out var signals))
        {
            signals = _spare.TryPop(out var spare) ? spare : [];
            _signals.Add(pid, signals);
        }

        if (signals.Count >= MaxSignalsPerProcess)
        {
            signals.RemoveAt(0);
        }

        ProcessReference? sender = record.Header.Has(RecordFlags.FromKernel)
            ? null
            : new ProcessReference(
                new ProcessId((int)record.SenderTgid, (long)record.SenderStartBootNs), (int)record.SenderTgid, senderComm);
        signals.Add((record.Header.Process, record.Signal, sender));
        if (record is { Signal: Kill, Code: FromKernelItself } && record.SenderTid == _lastOomKiller.Tid
            && record.Header.BootNs - _lastOomKiller.BootNs < KillsForNs)
        {
            _oomVictims.Add(pid);
        }
    }

    /// <summary>The kernel kills those that share the victim's memory right after it, in the same thread, and says nothing of the reason.</summary>
    public void ChosenByOomKiller(in OomRecord record)
    {
        _oomVictims.Add((int)record.VictimPid);
        _lastOomKiller = (record.KillerTid, record.Header.BootNs);
    }

    /// <summary>What a thread's end kills, as that of the first process of a pid namespace does all others in it, has nothing to do with memory.</summary>
    public void ThreadEnded(uint tid) => _lastOomKiller = tid == _lastOomKiller.Tid ? default : _lastOomKiller;

    /// <summary>After a loss: the sender of a signal that was lost may be the one that counts.</summary>
    public void ForgetSignals() => _signals.Clear();

    public void Forget(int pid)
    {
        if (_signals.Remove(pid, out var signals) && _spare.Count < MaxSpare)
        {
            signals.Clear();
            _spare.Push(signals);
        }

        _oomVictims.Remove(pid);
    }

    /// <summary>Whether memory was the reason, and who sent the signal that it died of. Forgets both.</summary>
    public (bool Oom, ProcessReference? By) Take(ProcessId process, int? signal)
    {
        var oom = _oomVictims.Contains(process.Pid) && signal is not null;
        var by = signal is { } fatal && _signals.TryGetValue(process.Pid, out var signals) ? SenderOf(signals, process, fatal) : null;
        Forget(process.Pid);
        return (oom, by);
    }

    /// <summary>
    /// Of a standard signal one at most is pending: that a later one was queued says that the earlier had been taken, by
    /// sigwait, say. Real-time signals queue up, and nothing tells which were taken: of several senders none is told.
    /// </summary>
    private static ProcessReference? SenderOf(List<(ProcessId Target, int Signal, ProcessReference? Sender)> signals, ProcessId process, int signal)
    {
        if (signal >= FirstRealTime && signals.Count == MaxSignalsPerProcess)
        {
            // Others may have gone from the list.
            return null;
        }

        var (found, by) = (false, (ProcessReference?)null);
        for (var i = signals.Count - 1; i >= 0; i--)
        {
            var sent = signals[i];
            if (sent.Target != process || sent.Signal != signal)
            {
                continue;
            }

            if (found && sent.Sender?.Id != by?.Id)
            {
                return null;
            }

            (found, by) = (true, sent.Sender);
            if (signal < FirstRealTime)
            {
                break;
            }
        }

        return by;
    }
}
