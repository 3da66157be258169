using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

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

    /// <summary>
    /// By the number in their own namespace, where that is not their pid: the pid of one of <see cref="_byPid"/>, and it
    /// knows the next. A wait in a namespace looks at those only, of which each namespace has one.
    /// </summary>
    private readonly Dictionary<int, int> _byNumber = [];

    /// <summary>Waited for and not yet released. Emptied by the release, or by <see cref="TakeLate"/> after the patience.</summary>
    private readonly Dictionary<ProcessId, Zombie> _waited = [];

    /// <summary>In the order of the waits; the head is the oldest.</summary>
    private readonly Queue<ProcessId> _order = new();

    /// <summary>Told without their release, so that it is not told twice. Bounded; the oldest go first.</summary>
    private readonly Queue<ProcessId> _told = new();

    private const int MaxTold = 4096;

    /// <summary>Who was given the children of a process that has ended. Bounded; the oldest go first.</summary>
    private readonly Dictionary<ProcessId, ProcessId> _heirs = [];

    /// <summary>The keys of <see cref="_heirs"/>, in the order of their ends.</summary>
    private readonly Queue<ProcessId> _ended = new();

    private const int MaxHeirs = 4096;

    /// <summary>How often a zombie may have been handed on.</summary>
    private const int MaxHandings = 16;

    /// <summary>Somebody was waited for whose release has not come.</summary>
    public bool Awaits => _order.Count > 0;

    /// <summary>Numbers of namespaces that are looked up now.</summary>
    internal int Numbers => _byNumber.Count;

    /// <param name="adopter">Who is given its children, zombies and those that are about to be; null when it leaves none, or not known.</param>
    public void Add(Zombie zombie, ProcessId? adopter = null)
    {
        var pid = zombie.Process.Pid;
        Remove(pid, out _);
        if (zombie.PidInNamespace != pid)
        {
            zombie.NextOfNumber = FirstOf(zombie.PidInNamespace);
            _byNumber[zombie.PidInNamespace] = pid;
        }

        _byPid.Add(pid, zombie);
        if (adopter is { } heir && heir != zombie.Process && _heirs.TryAdd(zombie.Process, heir))
        {
            _ended.Enqueue(zombie.Process);
            if (_ended.Count > MaxHeirs)
            {
                _heirs.Remove(_ended.Dequeue());
            }
        }
    }

    /// <summary>A snapshot saw it: nothing new when its exit was told, and who waited for it may be known by now.</summary>
    public void AddFound(Zombie zombie)
    {
        if (!IsOpen(zombie.Process) && !_waited.ContainsKey(zombie.Process))
        {
            Add(zombie);
        }
    }

    public void Waited(in ReapRecord record, string reaperComm)
    {
        var reaper = record.Header.Process;
        ref var zombie = ref CollectionsMarshal.GetValueRefOrNullRef(_byPid, PidOf(record, reaper.Pid));
        if (Unsafe.IsNullRef(ref zombie))
        {
            // A stop or a continue (wait without a status pointer): the process has not ended.
            return;
        }

        zombie.Reaper = new ProcessReference(reaper, reaper.Pid, reaperComm);
        zombie.WaitedBootNs = (long)record.Header.BootNs;
        // A tracer is told of the end first and releases nothing; the parent's own wait then counts. But a zombie
        // whose parent has gone is waited for by whoever adopted it, so the first is kept until the release, or until
        // the patience is over and /proc knows it no more.
        zombie.Parent = ParentNow(zombie);
        if (zombie.Parent?.Pid == reaper.Pid)
        {
            Settle(zombie);
        }
        else
        {
            _order.Enqueue(zombie.Process);
        }
    }

    /// <summary>True when its reap is to be told now, false when it was told before.</summary>
    /// <param name="zombie">What is known of it; nothing when its end was not seen.</param>
    public bool Released(ProcessId process, out Zombie? zombie)
    {
        zombie = null;
        if (_waited.Remove(process, out var waited))
        {
            zombie = waited;
            return true;
        }

        if (IsOpen(process))
        {
            Remove(process.Pid, out waited);
            zombie = waited;
            return true;
        }

        return !_told.Contains(process);
    }

    /// <summary>The number was given away again, so whatever had it has been waited for, seen or not.</summary>
    public void Reused(int pid, long nowBootNs)
    {
        if (_byPid.TryGetValue(pid, out var zombie))
        {
            zombie.WaitedBootNs = zombie.WaitedBootNs == 0 ? nowBootNs : zombie.WaitedBootNs;
            Settle(zombie);
        }
    }

    /// <summary>One whose release does not come; null when there is none. Ask again until then.</summary>
    /// <param name="isGone">Asked for those that somebody waited for who was not their parent when they ended.</param>
    public Zombie? TakeLate(long nowBootNs, Func<ProcessId, bool> isGone)
    {
        while (_order.TryPeek(out var process))
        {
            var settled = _waited.TryGetValue(process, out var zombie);
            var open = !settled && IsOpen(process);
            zombie = open ? _byPid[process.Pid] : zombie;
            if ((settled || open) && nowBootNs - zombie.WaitedBootNs < PatienceNs)
            {
                break;
            }

            _order.Dequeue();
            if (settled || (open && isGone(process)))
            {
                _waited.Remove(process);
                if (open)
                {
                    Remove(process.Pid, out _);
                }

                if (_told.Count >= MaxTold)
                {
                    _told.Dequeue();
                }

                _told.Enqueue(process);
                return zombie;
            }
        }

        return null;
    }

    private ProcessId? ParentNow(in Zombie zombie)
    {
        var parent = zombie.Parent;
        for (var i = 0; i < MaxHandings && parent is { } ended && _heirs.TryGetValue(ended, out var heir); i++)
        {
            parent = heir;
        }

        return parent;
    }

    private bool IsOpen(ProcessId process) => _byPid.TryGetValue(process.Pid, out var zombie) && zombie.Process == process;

    private void Settle(Zombie zombie)
    {
        Remove(zombie.Process.Pid, out _);
        _waited[zombie.Process] = zombie;
        _order.Enqueue(zombie.Process);
    }

    /// <summary>The number by which the ledger knows whom the wait returned; 0 when it is nobody.</summary>
    private int PidOf(in ReapRecord record, int reaperPid)
    {
        var pid = (int)record.ReapedPid;
        if (!record.Header.Has(RecordFlags.NestedNamespace))
        {
            return pid;
        }

        // Its number in the namespace may be its pid by chance: then it is not among those by number.
        if (IsMeant(pid))
        {
            return pid;
        }

        for (var next = FirstOf(pid); next is { } candidate; next = _byPid[candidate].NextOfNumber)
        {
            if (IsMeant(candidate))
            {
                return candidate;
            }
        }

        return 0;

        bool IsMeant(int candidate)
            => _byPid.TryGetValue(candidate, out var zombie) && zombie.PidInNamespace == pid && ParentNow(zombie)?.Pid == reaperPid;
    }

    private int? FirstOf(int number) => _byNumber.TryGetValue(number, out var first) ? first : null;

    private void Remove(int pid, out Zombie zombie)
    {
        if (!_byPid.Remove(pid, out zombie) || zombie.PidInNamespace == pid)
        {
            return;
        }

        ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_byNumber, zombie.PidInNamespace);
        if (place != pid)
        {
            ref var before = ref CollectionsMarshal.GetValueRefOrNullRef(_byPid, place);
            while (before.NextOfNumber != pid)
            {
                before = ref CollectionsMarshal.GetValueRefOrNullRef(_byPid, before.NextOfNumber!.Value);
            }

            before.NextOfNumber = zombie.NextOfNumber;
        }
        else if (zombie.NextOfNumber is { } next)
        {
            place = next;
        }
        else
        {
            _byNumber.Remove(zombie.PidInNamespace);
        }
    }
}
