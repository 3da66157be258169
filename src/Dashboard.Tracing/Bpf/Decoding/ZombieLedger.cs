using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Matches a wait, which has a pid and a reaper, with the process that ended, and with its release, which has the process
/// and the final accounting but no reaper. The release follows the wait by an RCU grace period: 10 to 25 ms, but seconds on
/// kernels that delay callbacks to save power (CONFIG_RCU_LAZY); then the reap is reported without it.
/// </summary>
internal sealed class ZombieLedger
{
    private const long PatienceNs = 200_000_000;

    /// <summary>Zombies without a wait. Bounded by pid_max: one entry per pid.</summary>
    private readonly Dictionary<int, Zombie> _byPid = [];

    /// <summary>
    /// By the pid in their own namespace, if it differs: the pid of an entry of <see cref="_byPid"/>, which links to the next.
    /// A wait in a namespace searches only those, at most one per namespace.
    /// </summary>
    private readonly Dictionary<int, int> _byNumber = [];

    /// <summary>Waited for and not yet released. Removed by the release, or by <see cref="TakeLate"/> after the timeout.</summary>
    private readonly Dictionary<ProcessId, Zombie> _waited = [];

    /// <summary>In the order of the waits, oldest first.</summary>
    private readonly Queue<ProcessId> _order = new();

    /// <summary>Reported without their release, so that the release does not report them again. Bounded; the oldest are removed first.</summary>
    private readonly Queue<ProcessId> _reportedLate = new();

    private const int MaxReportedLate = 4096;

    /// <summary>The new parent of an ended process's children. Bounded; the oldest are removed first.</summary>
    private readonly Dictionary<ProcessId, ProcessId> _heirs = [];

    /// <summary>The keys of <see cref="_heirs"/>, in the order of their exits.</summary>
    private readonly Queue<ProcessId> _ended = new();

    private const int MaxHeirs = 4096;

    /// <summary>Upper bound of the re-parentings of a zombie that are followed.</summary>
    private const int MaxHandings = 16;

    /// <summary>A process was waited for and is not yet released.</summary>
    public bool Awaits => _order.Count > 0;

    /// <summary>Number of entries by namespace pid.</summary>
    internal int Numbers => _byNumber.Count;

    /// <param name="adopter">The new parent of its children, zombies and future ones; null when it has none, or unknown.</param>
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

    /// <summary>Adds a zombie from a snapshot, unless its exit was already seen; its reaper may then be known, too.</summary>
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
        // A tracer gets the exit status first and releases nothing; then the parent's own wait counts. But a zombie whose
        // parent has ended is waited for by the new parent, so this wait is kept until the release, or until the timeout has
        // passed and /proc has no such process.
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

    /// <summary>True when the reap must be reported now, false when it was reported before.</summary>
    /// <param name="zombie">The known facts; null when its exit was not seen.</param>
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

        return !_reportedLate.Contains(process);
    }

    /// <summary>The pid was reused, so its previous process has been waited for, seen or not.</summary>
    public void Reused(int pid, long nowBootNs)
    {
        if (_byPid.TryGetValue(pid, out var zombie))
        {
            zombie.WaitedBootNs = zombie.WaitedBootNs == 0 ? nowBootNs : zombie.WaitedBootNs;
            Settle(zombie);
        }
    }

    /// <summary>A zombie whose release is late; null for none. Call until it returns null.</summary>
    /// <param name="isGone">Called for zombies with a wait by a process that was not their parent at their exit.</param>
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

                if (_reportedLate.Count >= MaxReportedLate)
                {
                    _reportedLate.Dequeue();
                }

                _reportedLate.Enqueue(process);
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

    /// <summary>The key of the process that the wait returned; 0 when it is unknown.</summary>
    private int PidOf(in ReapRecord record, int reaperPid)
    {
        var pid = (int)record.ReapedPid;
        if (!record.Header.Has(RecordFlags.NestedNamespace))
        {
            return pid;
        }

        // The pid in the namespace may equal the machine's pid by chance; then it is not in _byNumber.
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
