using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Ties the end of an exec to its enter. Here and not in the kernel, where the traced process would pay for it
/// (probes_exec.bpf.h).
/// </summary>
internal sealed class ExecAttempts
{
    /// <summary>
    /// By the thread that called: a success names it too, though the kernel has made it the leader by then. An entry
    /// goes at the end of the exec or of the thread, or when the number is given away again; so pid_max bounds it.
    /// </summary>
    private readonly Dictionary<uint, Attempt> _byTid = [];

    /// <summary>How far back the event of a name may stand: between it and its exec other threads and CPUs speak.</summary>
    private const int MaxBack = 64;

    /// <summary>
    /// The calls whose failures no probe reports. Their attempts wait for a success only, and the thread's next attempt
    /// or end takes them away.
    /// </summary>
    public IReadOnlySet<RecordSyscall> UnseenEnds { get; set; } = new HashSet<RecordSyscall>();

    public int Count => _byTid.Count;

    public void Entered(in ExecEnterRecord record) => _byTid[record.Header.Tid] =
        new Attempt(record.Header.StartBootNs, (long)record.Header.BootNs, record.Syscall);

    /// <summary>The enter of an exec that has ended; null when none was seen: kernel-started, 32-bit, begun before attach.</summary>
    public Attempt? Ended(in ExecRecord record)
        => _byTid.Remove(record.OldTid, out var attempt) && attempt.StartBootNs == record.Header.StartBootNs ? attempt : null;

    /// <summary>Whether this thread is certainly in an exec, which names it too.</summary>
    public bool Contains(uint tid) => _byTid.TryGetValue(tid, out var attempt) && !UnseenEnds.Contains(attempt.Syscall);

    /// <summary>
    /// An exec names its process. The kernel side leaves that out where the kernel marks who execs (in_execve of
    /// task_struct), and the reader where it knows of the attempt. Where neither is so the name has just been reported,
    /// and is no event of its own.
    /// </summary>
    public void DropOwnName(in ExecRecord record, string comm, List<LifecycleEvent> events)
    {
        if (record.Header.Kind != RecordKind.Exec || Contains(record.OldTid))
        {
            return;
        }

        for (var at = events.Count - 1; at >= Math.Max(0, events.Count - MaxBack); at--)
        {
            if (events[at].Process == record.Header.Process)
            {
                if (events[at] is RenameEvent rename && rename.To == comm)
                {
                    events.RemoveAt(at);
                }

                return;
            }
        }
    }

    /// <summary>The thread has ended, or another has its number: an exec that was killed half way has no end.</summary>
    public void Forget(uint tid) => _byTid.Remove(tid);

    /// <summary>After a loss: an enter whose end is missing must not be taken for that of a later end.</summary>
    public void Clear() => _byTid.Clear();

    internal readonly record struct Attempt(ulong StartBootNs, long EnterBootNs, RecordSyscall Syscall);
}
