using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// Ties a wait, which knows a number and a reaper, to the process that ended, and to its release, which knows the
/// process and the final books but no reaper. The release comes an RCU grace period after the wait: 10 to 25 ms, but
/// seconds on kernels that delay callbacks to save power (CONFIG_RCU_LAZY), and then it is not waited for.
/// </summary>
internal sealed class ZombieLedger
{
    private const long PatienceNs = 200_000_000;

    /// <summary>Zombies that nobody has waited for. Bounded by pid_max: one entry a number.</summary>
    private readonly Dictionary<int, Zombie> _byPid = [];

    /// <summary>Waited for and not yet released. Emptied by the release, or by <see cref="TakeLate"/> after the patience.</summary>
    private readonly Dictionary<ProcessId, Zombie> _waited = [];

    /// <summary>In the order of the waits; the head is the oldest.</summary>
    private readonly Queue<Zombie> _order = new();

    /// <summary>Told without their release, so that it is not told twice. Bounded; the oldest go first.</summary>
    private readonly Queue<ProcessId> _told = new();

    private const int MaxTold = 4096;

    public void Add(Zombie zombie) => _byPid[zombie.Process.Pid] = zombie;

    /// <summary>A snapshot saw it: nothing new when its exit was told, and who waited for it may be known by now.</summary>
    public void AddFound(Zombie zombie)
    {
        if (_byPid.GetValueOrDefault(zombie.Process.Pid)?.Process != zombie.Process && !_waited.ContainsKey(zombie.Process))
        {
            Add(zombie);
        }
    }

    public void Waited(in ReapRecord record, string reaperComm)
    {
        var reaper = record.Header.Process;
        if (Find(record, reaper.Pid) is not { } zombie)
        {
            // A stop or a continue (wait without a status pointer): the process has not ended.
            return;
        }

        zombie.Reaper = new ProcessReference(reaper, reaper.Pid, reaperComm);
        zombie.WaitedBootNs = (long)record.Header.BootNs;
        // A tracer is told of the end first and releases nothing; the parent's own wait then counts. But a zombie
        // whose parent has gone is waited for by whoever adopted it, so the first is kept until the release, or until
        // the patience is over and /proc knows it no more.
        if (zombie.Parent?.Pid == reaper.Pid)
        {
            Settle(zombie);
        }
        else
        {
            _order.Enqueue(zombie);
        }
    }

    /// <summary>The zombie whose reap is to be told now; null when it was told before.</summary>
    public Zombie? Released(ProcessId process, Func<Zombie> unknown)
    {
        if (_waited.Remove(process, out var zombie))
        {
            return zombie;
        }

        if (_byPid.TryGetValue(process.Pid, out zombie) && zombie.Process == process)
        {
            _byPid.Remove(process.Pid);
            return zombie;
        }

        return _told.Contains(process) ? null : unknown();
    }

    /// <summary>The number was given away again, so whatever had it has been waited for, seen or not.</summary>
    public void Reused(int pid, long nowBootNs)
    {
        if (_byPid.GetValueOrDefault(pid) is { } zombie)
        {
            zombie.WaitedBootNs = zombie.WaitedBootNs == 0 ? nowBootNs : zombie.WaitedBootNs;
            Settle(zombie);
        }
    }

    /// <summary>Those whose release does not come.</summary>
    /// <param name="isGone">Asked for those that somebody waited for who was not their parent when they ended.</param>
    public IEnumerable<Zombie> TakeLate(long nowBootNs, Func<ProcessId, bool> isGone)
    {
        while (_order.TryPeek(out var zombie))
        {
            var settled = _waited.ContainsKey(zombie.Process);
            var open = _byPid.GetValueOrDefault(zombie.Process.Pid) == zombie;
            if ((settled || open) && nowBootNs - zombie.WaitedBootNs < PatienceNs)
            {
                break;
            }

            _order.Dequeue();
            if (settled || (open && isGone(zombie.Process)))
            {
                _waited.Remove(zombie.Process);
                if (open)
                {
                    _byPid.Remove(zombie.Process.Pid);
                }

                if (_told.Count >= MaxTold)
                {
                    _told.Dequeue();
                }

                _told.Enqueue(zombie.Process);
                yield return zombie;
            }
        }
    }

    private void Settle(Zombie zombie)
    {
        _byPid.Remove(zombie.Process.Pid);
        _waited[zombie.Process] = zombie;
        _order.Enqueue(zombie);
    }

    private Zombie? Find(in ReapRecord record, int reaperPid)
    {
        var pid = (int)record.ReapedPid;
        if (!record.Header.Has(RecordFlags.NestedNamespace))
        {
            return _byPid.GetValueOrDefault(pid);
        }

        // Few are zombies at one time, and nested namespaces are small.
        foreach (var zombie in _byPid.Values)
        {
            if (zombie.PidInNamespace == pid && zombie.Parent?.Pid == reaperPid)
            {
                return zombie;
            }
        }

        return null;
    }
}
