using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>
/// One life of a pid, as far as it is known. Written by <see cref="ProcessTable"/> only; read it inside
/// LifecycleStore.Read, and take copies of what is to be shown later.
/// </summary>
public sealed class ProcessRecord
{
    /// <summary>Bound of <see cref="FailedExecs"/>: a process that fails a million times keeps the newest.</summary>
    public const int MaxFailedExecs = 64;

    /// <summary>Bound of <see cref="Images"/>: a process that execs in a loop keeps image 0 and the newest.</summary>
    public const int MaxImages = 256;

    internal ProcessRecord(ProcessId id) => Id = id;

    public ProcessId Id { get; }

    public int Pid => Id.Pid;

    public Timestamp Start { get; internal set; }

    public ProcessState State { get; internal set; }

    /// <summary>True for a process that was there before capture began.</summary>
    public bool FromSnapshot { get; internal set; }

    /// <summary>1 for the first life of this pid number in this capture, 2 for the second …</summary>
    public int Life { get; internal set; } = 1;

    public ForkMethod? How { get; internal set; }

    public IReadOnlyList<string>? CloneFlags { get; internal set; }

    /// <summary>Who called fork; null when that was not seen.</summary>
    public ProcessReference? BornBy { get; internal set; }

    /// <summary>The parent at birth; null when not known.</summary>
    public ProcessReference? Parent { get; internal set; }

    /// <summary>The parent now: differs from <see cref="Parent"/> once the process was adopted.</summary>
    public ProcessReference? CurrentParent { get; internal set; }

    /// <summary>The parent's record while the table still holds it.</summary>
    public ProcessRecord? ParentRecord { get; internal set; }

    public string Comm { get; internal set; } = "";

    /// <summary>Oldest first, at least one. Bounded by <see cref="MaxImages"/>.</summary>
    public IReadOnlyList<Image> Images => ImageList;

    public Image Image => ImageList[^1];

    /// <summary>All successful execs, also those that <see cref="Images"/> no longer keeps.</summary>
    public int ExecCount { get; internal set; }

    /// <summary>Oldest first. Bounded by <see cref="MaxFailedExecs"/>, the oldest go first.</summary>
    public IReadOnlyList<FailedExec> FailedExecs => FailedExecList ?? (IReadOnlyList<FailedExec>)[];

    /// <summary>All failed execs, PATH lookups included, also those no longer kept.</summary>
    public long FailedExecCount { get; internal set; }

    /// <summary>Execs that failed and were not part of a PATH search that went on.</summary>
    public long FinalFailureCount { get; internal set; }

    /// <summary>Failed forks and clones by their negative return value. Null when there was none; bounded by the errnos of fork.</summary>
    public IReadOnlyDictionary<long, long>? ForkFailures => ForkFailureCounts;

    public int Threads { get; internal set; } = 1;

    public ProcessExit? Exit { get; internal set; }

    public ProcessReap? Reaped { get; internal set; }

    public ResourceUsage? Usage { get; internal set; }

    public ProcessContext? Context { get; internal set; }

    /// <summary>The working directory: what fork copied, or where it has gone since. Null when not known.</summary>
    public string? Cwd { get; internal set; }

    /// <summary>Names of fields that were concluded, not observed. Null when there are none.</summary>
    public IReadOnlyList<string>? Inferred { get; internal set; }

    /// <summary>Children by birth, oldest first: the first of a linked list (<see cref="NextSibling"/>).</summary>
    public ProcessRecord? FirstChild { get; internal set; }

    public ProcessRecord? NextSibling { get; internal set; }

    /// <summary>Children held by the table, by birth.</summary>
    public int ChildCount { get; internal set; }

    public int LiveChildCount { get; internal set; }

    public bool Alive => State == ProcessState.Running;

    /// <summary>The sequence number of the last event that changed this record.</summary>
    public long ChangedSeq { get; internal set; }

    /// <summary>Lifetime in nanoseconds: whole when it has exited, else until <paramref name="nowBootNs"/>.</summary>
    public long LifetimeNs(long nowBootNs) => Math.Max(0, (Exit?.BootNs ?? nowBootNs) - Id.StartNs);

    public bool Failed => FinalFailureCount > 0 || Exit is { ExitCode: > 0 } or { Signal: not null };

    public IEnumerable<ProcessRecord> Children
    {
        get
        {
            for (var child = FirstChild; child is not null; child = child.NextSibling)
            {
                yield return child;
            }
        }
    }

    public ProcessReference ToReference() => new(Id, Pid, Comm);

    internal List<Image> ImageList { get; } = new(1);

    internal List<FailedExec>? FailedExecList { get; set; }

    internal Dictionary<long, long>? ForkFailureCounts { get; set; }

    /// <summary>Failed execs that may still turn out to be steps of a PATH search; see <see cref="PathLookups"/>.</summary>
    internal List<ExecExitEvent>? OpenLookups { get; set; }

    /// <summary>Live processes that it takes care of without having borne them; see <see cref="Adoption"/>.</summary>
    internal HashSet<ProcessRecord>? Adopted { get; set; }

    internal ProcessRecord? LastChild { get; set; }

    internal ProcessRecord? PreviousSibling { get; set; }

    /// <summary>The time of the last event about it.</summary>
    internal long ChangedBootNs { get; set; }

    /// <summary>When the snapshot read it; events before that moment are already in what it read.</summary>
    internal long SnapshotBootNs { get; set; }
}
