using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Matches the end of an exec with its enter. Done here, because in the kernel the traced process would pay for it
/// (probes_exec.bpf.h).
/// </summary>
internal sealed class ExecAttempts
{
    /// <summary>
    /// By the calling thread's id; a success contains it too, although the thread is the group leader by then. An entry is
    /// removed at the end of the exec or of the thread, or when the tid is reused; so pid_max bounds the table.
    /// </summary>
    private readonly Dictionary<uint, Attempt> _byTid = [];

    /// <summary>How many events to search backwards for a rename: records of other threads and CPUs may lie between it and its exec.</summary>
    private const int MaxBack = 64;

    /// <summary>
    /// The calls whose failures no probe reports. Their attempts end only by a success, or by the thread's next attempt or
    /// end.
    /// </summary>
    public IReadOnlySet<RecordSyscall> UnseenEnds { get; set; } = new HashSet<RecordSyscall>();

    public int Count => _byTid.Count;

    public void Entered(in ExecEnterRecord record) => _byTid[record.Header.Tid] =
        new Attempt(record.Header.StartBootNs, (long)record.Header.BootNs, record.Syscall);

    /// <summary>The enter of an exec that has ended; null when none was seen: kernel-started, 32-bit, or begun before attach.</summary>
    public Attempt? Ended(in ExecRecord record)
        => _byTid.Remove(record.OldTid, out var attempt) && attempt.StartBootNs == record.Header.StartBootNs ? attempt : null;

    /// <summary>True when this thread is certainly inside an exec, which also renames it.</summary>
    public bool Contains(uint tid) => _byTid.TryGetValue(tid, out var attempt) && !UnseenEnds.Contains(attempt.Syscall);

    /// <summary>
    /// An exec renames its process, which is no separate event. The kernel side omits the rename when the kernel marks the
    /// exec (in_execve of task_struct), and the decoder when it knows the attempt. Otherwise the rename was just reported, and
    /// is removed here.
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

    /// <summary>The thread has ended or its tid was reused: an exec interrupted by a kill has no end.</summary>
    public void Forget(uint tid) => _byTid.Remove(tid);

    /// <summary>After a loss: an enter whose end was lost must not be matched with a later end.</summary>
    public void Clear() => _byTid.Clear();

    internal readonly record struct Attempt(ulong StartBootNs, long EnterBootNs, RecordSyscall Syscall);
}
