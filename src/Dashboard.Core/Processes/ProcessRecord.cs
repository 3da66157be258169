using Dashboard.Core.Model;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>
/// One life of a pid, as far as it is known. Written by <see cref="ProcessTable"/> only; read it inside
/// LifecycleStore.Read, and take copies of what is to be shown later.
/// </summary>
/// <remarks>
/// 200,000 of them are kept, so it holds only what trees and lookups need; the rest is a <see cref="ProcessDetail"/>,
/// which for a process that has ended is packed in the archive and unpacked when a property is read. An evicted record
/// becomes the record of another process: do not keep one beyond the query.
/// </remarks>
public sealed class ProcessRecord
{
    /// <summary>Bound of <see cref="FailedExecs"/>: a process that fails a million times keeps the newest.</summary>
    public const int MaxFailedExecs = 64;

    /// <summary>In <see cref="ForkFailures"/> all that are too many to be counted apart: MAX_ERRNO of the kernel, which has no meaning of its own.</summary>
    public const long OtherForkErrno = -4095;

    /// <summary>Bound of <see cref="Images"/>: a process that execs in a loop keeps image 0 and the newest.</summary>
    public const int MaxImages = 256;

    /// <summary>Either the <see cref="ProcessDetail"/>, or the <see cref="ArchiveChunk"/> that holds it packed.</summary>
    private object _store = null!;
    private long _startNs;
    private int _pid;

    /// <summary>One byte: 200,000 times eight bytes are saved by what fits beside it.</summary>
    private Marks _marks;

    public ProcessId Id => new(_pid, _startNs);

    public int Pid => _pid;

    public Timestamp Start => Detail.Archive.Clock.ToTimestamp(_startNs);

    public ProcessState State { get; internal set; }

    /// <summary>True for a process that was there before capture began.</summary>
    public bool FromSnapshot { get => Has(Marks.FromSnapshot); internal set => Mark(Marks.FromSnapshot, value); }

    /// <summary>1 for the first life of this pid number in this capture, 2 for the second …</summary>
    public int Life { get; internal set; } = 1;

    public ForkMethod? How => Detail.How;

    public IReadOnlyList<string>? CloneFlags => Detail.CloneFlags;

    /// <summary>Who called fork; null when that was not seen.</summary>
    public ProcessReference? BornBy => Detail.BornBy;

    /// <summary>The parent at birth; null when not known.</summary>
    public ProcessReference? Parent => Detail.Parent;

    /// <summary>The parent now: differs from <see cref="Parent"/> once the process was adopted.</summary>
    public ProcessReference? CurrentParent => Detail.CurrentParent;

    /// <summary>The parent's record while the table still holds it.</summary>
    public ProcessRecord? ParentRecord { get; internal set; }

    public string Comm { get; internal set; } = "";

    /// <summary>Oldest first, at least one. Bounded by <see cref="MaxImages"/>.</summary>
    public IReadOnlyList<Image> Images => Detail.ToImages(withArguments: true);

    /// <summary>The same for rows, which do not show arguments: texts of long ones are made for who asks for them only.</summary>
    public IReadOnlyList<Image> ImagesWithoutArgs => Detail.ToImages(withArguments: false);

    public Image Image => Detail.Images[^1].ToImage(withArguments: true);

    /// <summary>Of what runs now.</summary>
    public string? Path => Detail.Images[^1].Path;

    /// <summary>The file that runs now, or ran last; null when not known.</summary>
    public ExecutableFile? Exe => Detail.Images[^1].Exe;

    /// <summary>All successful execs, also those that <see cref="Images"/> no longer keeps.</summary>
    public int ExecCount => Detail.ExecCount;

    /// <summary>Oldest first. Bounded by <see cref="MaxFailedExecs"/>, the oldest go first.</summary>
    public IReadOnlyList<FailedExec> FailedExecs => Detail.ToFailedExecs(withArguments: true);

    /// <summary>As <see cref="ImagesWithoutArgs"/>.</summary>
    public IReadOnlyList<FailedExec> FailedExecsWithoutArgs => Detail.ToFailedExecs(withArguments: false);

    /// <summary>All failed execs, PATH lookups included, also those no longer kept.</summary>
    public long FailedExecCount => Detail.FailedExecCount;

    /// <summary>Execs that failed and were not part of a PATH search that went on.</summary>
    public long FinalFailureCount => Detail.FinalFailureCount;

    /// <summary>Failed forks and clones by their negative return value. Null when there was none; bounded by the errnos of fork.</summary>
    public IReadOnlyDictionary<long, long>? ForkFailures => Detail.ForkFailures;

    public int Threads => Detail.Threads;

    public ProcessExit? Exit => HasEnded ? Detail.ShownExit(ExitBootNs) : null;

    public ProcessReap? Reaped => Detail.Reaped.ToReap();

    public ResourceUsage? Usage => Detail.Usage;

    public ProcessContext? Context => Detail.Context;

    /// <summary>The working directory: what fork copied, or where it has gone since. Null when not known.</summary>
    public string? Cwd => Detail.Cwd;

    /// <summary>Names of fields that were concluded, not observed. Null when there are none.</summary>
    public IReadOnlyList<string>? Inferred => Detail.Inferred;

    /// <summary>Children by birth: the first of a linked list (<see cref="NextSibling"/>) in the order in which they were heard of.</summary>
    public ProcessRecord? FirstChild { get; internal set; }

    public ProcessRecord? NextSibling { get; internal set; }

    /// <summary>Children held by the table, by birth.</summary>
    public int ChildCount { get; internal set; }

    public int LiveChildCount { get; internal set; }

    public bool Alive => State == ProcessState.Running;

    /// <summary>Another number with each change: the sequence number of the last event, or one below 0 where that has none.</summary>
    public long ChangedSeq => Detail.ChangedSeq;

    /// <summary>Lifetime in nanoseconds: whole when it has exited, else until <paramref name="nowBootNs"/>.</summary>
    public long LifetimeNs(long nowBootNs) => Math.Max(0, (HasEnded ? ExitBootNs : nowBootNs) - _startNs);

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

    /// <summary>Neither there before capture, nor born in a hole of it.</summary>
    internal bool ForkWasSeen
    {
        get
        {
            if (FromSnapshot)
            {
                return false;
            }

            var inferred = Detail.Inferred;
            for (var i = 0; i < inferred?.Count; i++)
            {
                if (inferred[i] == "born")
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Refers to a process that may not be held; null when its id is not known either.</summary>
    internal static ProcessReference? ReferenceTo(ProcessId? id, ProcessRecord? record)
        => record?.ToReference() ?? (id is { } known ? new ProcessReference(known, known.Pid, null) : null);

    public ProcessReference ToReference() => new(Id, Pid, Comm);

    /// <summary>Grows by one whenever the record is given to another process, so that who noted a record can tell.</summary>
    internal ushort Generation { get; private set; }

    /// <summary>The sibling before; of the first child the last one, so that the end of the list is at hand.</summary>
    internal ProcessRecord? PreviousSibling { get; set; }

    /// <summary>The life of the same pid number after this one, while both are held; see <see cref="PidIndex"/>.</summary>
    internal ProcessRecord? LaterLife { get; set; }

    /// <summary>Its exit was seen or concluded.</summary>
    internal bool HasEnded { get => Has(Marks.HasEnded); set => Mark(Marks.HasEnded, value); }

    /// <summary>The moment of the exit, when it <see cref="HasEnded"/>.</summary>
    internal long ExitBootNs { get; set; }

    /// <summary>Once it has ended: decides which others it is packed with.</summary>
    internal ArgumentsCut ArgumentsCut
    {
        get => Has(Marks.CutShort) ? ArgumentsCut.Short : Has(Marks.CutLong) ? ArgumentsCut.Long : ArgumentsCut.None;
        set => Mark(value == ArgumentsCut.Short ? Marks.CutShort : Marks.CutLong, value != ArgumentsCut.None);
    }

    /// <summary>Waits in the archive's queue to be packed.</summary>
    internal bool IsSettling { get => Has(Marks.IsSettling); set => Mark(Marks.IsSettling, value); }

    /// <summary>While packed: where in its chunk. While it lives: where in the table's list of the live.</summary>
    internal int Position { get; set; }

    /// <summary>For reading. What it returns for a packed process is valid until the next call for a few others.</summary>
    internal ProcessDetail Detail => _store as ProcessDetail ?? ((ArchiveChunk)_store).Archive.Read(this);

    /// <summary>The id of the parent at birth.</summary>
    internal ProcessId? BirthParent => _store is ProcessDetail detail
        ? detail.Parent?.Id
        : RecordUnpacker.ParentOf(this, (ArchiveChunk)_store);

    /// <summary>For writing: unpacks where needed.</summary>
    internal ProcessDetail Edit() => _store as ProcessDetail ?? ((ArchiveChunk)_store).Archive.Unpack(this);

    /// <summary>The time of the last event about it.</summary>
    internal long ChangedBootNs => Detail.ChangedBootNs;

    /// <summary>The chunk that holds it packed; null when it is not packed.</summary>
    internal ArchiveChunk? Chunk => _store as ArchiveChunk;

    internal void Keep(ProcessDetail detail) => _store = detail;

    internal void Keep(ArchiveChunk chunk, int position)
    {
        Mark(Marks.HasFailed, Failed);
        _store = chunk;
        Position = position;
    }

    /// <summary>Begins the life of a process.</summary>
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

        /// <summary>Of a packed process: asked of all members of a storm at once, and not worth unpacking each.</summary>
        HasFailed = 8,
        CutLong = 16,
        CutShort = 32,
    }
}
