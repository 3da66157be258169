using Dashboard.Core.Model;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>
/// What is known of one process. Written by <see cref="ProcessTable"/> only; read it inside LifecycleStore.Read, and copy what is
/// shown later.
/// </summary>
/// <remarks>
/// 200,000 records are held, so a record has only the fields for trees and lookups; the rest is a <see cref="ProcessDetail"/>, which
/// for an ended process is packed in the archive and unpacked when a property is read. Evicted records are reused for other
/// processes: do not keep one beyond the query.
/// </remarks>
public sealed class ProcessRecord
{
    /// <summary>Maximum number of <see cref="FailedExecs"/>: a process with a million failures keeps the newest.</summary>
    public const int MaxFailedExecs = 64;

    /// <summary>Key in <see cref="ForkFailures"/> for all errnos beyond the limit: the kernel's MAX_ERRNO, which has no meaning of its own.</summary>
    public const long OtherForkErrno = -4095;

    /// <summary>Maximum number of <see cref="Images"/>: a process that execs in a loop keeps image 0 and the newest.</summary>
    public const int MaxImages = 256;

    /// <summary>The <see cref="ProcessDetail"/>, or the <see cref="ArchiveChunk"/> that contains it packed.</summary>
    private object _store = null!;
    private long _startNs;
    private int _pid;

    /// <summary>Flags in one byte: saves eight bytes in each of 200,000 records.</summary>
    private Marks _marks;

    public ProcessId Id => new(_pid, _startNs);

    public int Pid => _pid;

    public Timestamp Start => Detail.Archive.Clock.ToTimestamp(_startNs);

    public ProcessState State { get; internal set; }

    /// <summary>True for a process that already ran when capture began.</summary>
    public bool FromSnapshot { get => Has(Marks.FromSnapshot); internal set => Mark(Marks.FromSnapshot, value); }

    /// <summary>1 for the first process with this pid in this capture, 2 for the second …</summary>
    public int Life { get; internal set; } = 1;

    public ForkMethod? How => Detail.How;

    public IReadOnlyList<string>? CloneFlags => Detail.CloneFlags;

    /// <summary>The process that called fork; null when it was not seen.</summary>
    public ProcessReference? BornBy => Detail.BornBy;

    /// <summary>The parent at birth; null when unknown.</summary>
    public ProcessReference? Parent => Detail.Parent;

    /// <summary>The current parent: differs from <see cref="Parent"/> once the process was re-parented.</summary>
    public ProcessReference? CurrentParent => Detail.CurrentParent;

    /// <summary>The parent's record while the table holds it.</summary>
    public ProcessRecord? ParentRecord { get; internal set; }

    public string Comm { get; internal set; } = "";

    /// <summary>Oldest first, at least one. Bounded by <see cref="MaxImages"/>.</summary>
    public IReadOnlyList<Image> Images => Detail.ToImages(withArguments: true);

    /// <summary>The same without arguments, for rows that do not show them: long ones are expensive to decode.</summary>
    public IReadOnlyList<Image> ImagesWithoutArgs => Detail.ToImages(withArguments: false);

    public Image Image => Detail.Images[^1].ToImage(withArguments: true);

    /// <summary>The current or last image with so many characters of its arguments: a row shows the beginning of a command.</summary>
    public Image ImageWithFirstArgs(int maxCharacters) => Detail.Images[^1].ToImage(maxCharacters);

    /// <summary>Path of the current image.</summary>
    public string? Path => Detail.Images[^1].Path;

    /// <summary>The current or last executable; null when unknown.</summary>
    public ExecutableFile? Exe => Detail.Images[^1].Exe;

    /// <summary>All successful execs, including those no longer in <see cref="Images"/>.</summary>
    public int ExecCount => Detail.ExecCount;

    /// <summary>Oldest first. Bounded by <see cref="MaxFailedExecs"/>; the oldest are dropped.</summary>
    public IReadOnlyList<FailedExec> FailedExecs => Detail.ToFailedExecs(withArguments: true);

    /// <summary>See <see cref="ImagesWithoutArgs"/>.</summary>
    public IReadOnlyList<FailedExec> FailedExecsWithoutArgs => Detail.ToFailedExecs(withArguments: false);

    /// <summary>All failed execs, including PATH lookups and those no longer kept.</summary>
    public long FailedExecCount => Detail.FailedExecCount;

    /// <summary>Failed execs except the steps of PATH searches that continued.</summary>
    public long FinalFailureCount => Detail.FinalFailureCount;

    /// <summary>Failed forks and clones by negative return value. Null when there are none; bounded by the errnos of fork.</summary>
    public IReadOnlyDictionary<long, long>? ForkFailures => Detail.ForkFailures;

    public int Threads => Detail.Threads;

    public ProcessExit? Exit => HasEnded ? Detail.ShownExit(ExitBootNs) : null;

    public ProcessReap? Reaped => Detail.Reaped.ToReap();

    public ResourceUsage? Usage => Detail.Usage;

    public ProcessContext? Context => Detail.Context;

    /// <summary>The working directory, inherited at fork or changed since. Null when unknown.</summary>
    public string? Cwd => Detail.Cwd;

    /// <summary>Inferred facts, as opposed to observed ones.</summary>
    public InferredFields Inferred => Detail.Inferred;

    /// <summary>Children by birth: head of a linked list (<see cref="NextSibling"/>) in the order in which they became known.</summary>
    public ProcessRecord? FirstChild { get; internal set; }

    public ProcessRecord? NextSibling { get; internal set; }

    /// <summary>Number of children by birth in the table.</summary>
    public int ChildCount { get; internal set; }

    public int LiveChildCount { get; internal set; }

    public bool Alive => State == ProcessState.Running;

    /// <summary>Changes with each event: the last event's sequence number, or a negative number where the event has none.</summary>
    public long ChangedSeq => Detail.ChangedSeq;

    /// <summary>See <see cref="Events.ExecExitEvent.WaitedNs"/>.</summary>
    public long WaitedNs => Has(Marks.Waited) ? Detail.WaitedNs : 0;

    /// <summary>When its life began, as it is counted: its fork, or for the command of `dashboard run` its first exec.</summary>
    public long BeganBootNs => _startNs + WaitedNs;

    /// <summary>Lifetime in nanoseconds; until <paramref name="nowBootNs"/> while it runs.</summary>
    public long LifetimeNs(long nowBootNs) => Math.Max(0, (HasEnded ? ExitBootNs : nowBootNs) - BeganBootNs);

    /// <summary>See <see cref="ProcessDetail.HasFailedCall"/>.</summary>
    public bool HasFailedCall => Detail.HasFailedCall;

    /// <summary>See <see cref="ProcessDetail.Failed"/>.</summary>
    public bool Failed => _store is ProcessDetail detail ? detail.Failed : Has(Marks.HasFailed);

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

    /// <summary>Neither running before capture, nor created during a loss.</summary>
    internal bool ForkWasSeen => !FromSnapshot && (Detail.Inferred & InferredFields.Born) == 0;

    /// <summary>A reference to a process that may not be held; null when its id is unknown too.</summary>
    internal static ProcessReference? ReferenceTo(ProcessId? id, ProcessRecord? record)
        => record?.ToReference() ?? (id is { } known ? new ProcessReference(known, known.Pid, null) : null);

    public ProcessReference ToReference() => new(Id, Pid, Comm);

    /// <summary>Incremented on each reuse, so that holders of a reference can detect it.</summary>
    internal ushort Generation { get; private set; }

    /// <summary>The previous sibling; for the first child the last one, for constant-time appending.</summary>
    internal ProcessRecord? PreviousSibling { get; set; }

    /// <summary>The next process with the same pid, while both are held; see <see cref="PidIndex"/>.</summary>
    internal ProcessRecord? LaterLife { get; set; }

    /// <summary>Its exit was seen or inferred.</summary>
    internal bool HasEnded { get => Has(Marks.HasEnded); set => Mark(Marks.HasEnded, value); }

    /// <summary>The moment of the exit, when it <see cref="HasEnded"/>.</summary>
    internal long ExitBootNs { get; set; }

    /// <summary>Set once it has ended; selects the chunk that it is packed into.</summary>
    internal ArgumentsCut ArgumentsCut
    {
        get => Has(Marks.CutShort) ? ArgumentsCut.Short : Has(Marks.CutLong) ? ArgumentsCut.Long : ArgumentsCut.None;
        set => Mark(value == ArgumentsCut.Short ? Marks.CutShort : Marks.CutLong, value != ArgumentsCut.None);
    }

    /// <summary>Marks that its life began so long after its fork.</summary>
    internal void Wait(long ns)
    {
        Edit().WaitedNs = ns;
        Mark(Marks.Waited, ns > 0);
    }

    /// <summary>Queued in the archive for packing.</summary>
    internal bool IsSettling { get => Has(Marks.IsSettling); set => Mark(Marks.IsSettling, value); }

    /// <summary>While packed: its position in the chunk. While live: its index in the table's live list.</summary>
    internal int Position { get; set; }

    /// <summary>For reading. The result for a packed process is valid until a few others are read.</summary>
    internal ProcessDetail Detail => _store as ProcessDetail ?? ((ArchiveChunk)_store).Archive.Read(this);

    /// <summary>The id of the parent at birth.</summary>
    internal ProcessId? BirthParent => _store is ProcessDetail detail
        ? detail.Parent?.Id
        : RecordUnpacker.ParentOf(this, (ArchiveChunk)_store);

    /// <summary>For changes: unpacks if necessary.</summary>
    internal ProcessDetail Edit() => _store as ProcessDetail ?? ((ArchiveChunk)_store).Archive.Unpack(this);

    /// <summary>The time of the last event about it.</summary>
    internal long ChangedBootNs => Detail.ChangedBootNs;

    /// <summary>The chunk that contains it; null when it is not packed.</summary>
    internal ArchiveChunk? Chunk => _store as ArchiveChunk;

    internal void Keep(ProcessDetail detail) => _store = detail;

    internal void Keep(ArchiveChunk chunk, int position)
    {
        Mark(Marks.HasFailed, Failed);
        _store = chunk;
        Position = position;
    }

    /// <summary>Initializes the record for a process.</summary>
    internal void Begin(ProcessId id, string comm, ProcessDetail detail)
    {
        (_pid, _startNs, Comm, _store) = (id.Pid, id.StartNs, comm, detail);
        (State, _marks) = (ProcessState.Running, Marks.None);
        (Life, ChildCount, LiveChildCount, Position, ExitBootNs) = (1, 0, 0, 0, 0);
        Generation++;
    }

    private bool Has(Marks mark) => (_marks & mark) != 0;

    private void Mark(Marks mark, bool value) => _marks = value ? _marks | mark : _marks & ~mark;

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        FromSnapshot = 1,
        HasEnded = 2,
        IsSettling = 4,

        /// <summary>Kept for packed processes too: storms read it for all members at once, where unpacking each would be slow.</summary>
        HasFailed = 8,
        CutLong = 16,
        CutShort = 32,

        /// <summary>Its life is not counted from its fork: see <see cref="WaitedNs"/>.</summary>
        Waited = 64,
    }
}
