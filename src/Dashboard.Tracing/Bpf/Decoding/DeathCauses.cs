using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Causes of a process's death, recorded before it ends: fatal signals with their senders, and the choice of the OOM
/// killer. Entries are removed with the exit, or when the pid is reused; so they are bounded by pid_max.
/// </summary>
internal sealed class DeathCauses
{
    /// <summary>A blocked signal is recorded when it is sent, so there can be several; the number is bounded.</summary>
    private const int MaxSignalsPerProcess = 8;

    /// <summary>The kernel's SIGRTMIN; glibc reserves the first two real-time signals.</summary>
    private const int FirstRealTime = 32;

    private const int Kill = 9;

    /// <summary>SI_KERNEL.</summary>
    private const int FromKernelItself = 0x80;

    private readonly Dictionary<int, List<(ProcessId Target, int Signal, ProcessReference? Sender)>> _signals = [];
    private readonly HashSet<int> _oomVictims = [];

    /// <summary>Pooled lists. Bounded: few processes are about to die at one time.</summary>
    private readonly Stack<List<(ProcessId Target, int Signal, ProcessReference? Sender)>> _spare = new();

    private const int MaxSpare = 64;

    /// <summary>Time for the kernel's OOM report, which is written between the kills: 10 KB, so more than 10 s on a serial console of 9600 baud.</summary>
    private const ulong KillsForNs = 60_000_000_000;

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

    /// <summary>The same thread then kills the processes that share the victim's memory; those kills have no OOM record.</summary>
    public void ChosenByOomKiller(in OomRecord record)
    {
        _oomVictims.Add((int)record.VictimPid);
        _lastOomKiller = (record.KillerTid, record.Header.BootNs);
    }

    /// <summary>Later kills of an ended thread are no OOM kills: the first process of a pid namespace kills all others in it at its end.</summary>
    public void ThreadEnded(uint tid) => _lastOomKiller = tid == _lastOomKiller.Tid ? default : _lastOomKiller;

    /// <summary>After a loss: a lost signal may be the fatal one.</summary>
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

    /// <summary>Whether the OOM killer was the cause, and who sent the fatal signal. Removes the entries.</summary>
    public (bool Oom, ProcessReference? By) Take(ProcessId process, int? signal)
    {
        var oom = _oomVictims.Contains(process.Pid) && signal is not null;
        var by = signal is { } fatal && _signals.TryGetValue(process.Pid, out var signals) ? SenderOf(signals, process, fatal) : null;
        Forget(process.Pid);
        return (oom, by);
    }

    /// <summary>
    /// A standard signal is pending at most once: if a later one was queued, the earlier one had been consumed, for example
    /// by sigwait. Real-time signals queue up, and the consumed ones are unknown: with several senders, none is reported.
    /// </summary>
    private static ProcessReference? SenderOf(List<(ProcessId Target, int Signal, ProcessReference? Sender)> signals, ProcessId process, int signal)
    {
        if (signal >= FirstRealTime && signals.Count == MaxSignalsPerProcess)
        {
            // The list was full, so a sender may be missing.
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
