using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>
/// The details of a process besides its place in the tree. An object while the process lives and for a while after; then it is
/// packed into the archive (<see cref="ProcessArchive"/>), and the object is reused for another process.
/// </summary>
internal sealed partial class ProcessDetail(ProcessArchive archive)
{
    /// <summary>A list with a larger capacity is not kept for the next process.</summary>
    private const int MaxKeptCapacity = 16;

    /// <summary>Maximum bytes of arguments per process: beyond it the oldest are cut and marked so.</summary>
    private const int MaxArguments = 1 << 20;

    /// <summary>Fewer unused bytes of arguments are not worth moving the rest.</summary>
    private const int MinUnused = 16 << 10;

    private List<ImageEntry> _images = new(2);
    private List<FailedExecEntry> _failedExecs = [];
    private ArgumentArena? _spareArguments;
    private int _usedWhenMoved;
    private ProcessExit? _shownExit;

    public ProcessArchive Archive { get; } = archive;

    public ForkMethod? How;
    public IReadOnlyList<string>? CloneFlags;
    public ProcessReference? BornBy;
    public ProcessReference? Parent;
    public ProcessReference? CurrentParent;
    public int ExecCount;
    public long FailedExecCount;
    public long FinalFailureCount;
    public int Threads = 1;

    /// <summary>See <see cref="ProcessRecord.WaitedNs"/>.</summary>
    public long WaitedNs;
    public ReapEntry Reaped;
    public ResourceUsage? Usage;
    public ProcessContext? Context;

    public InferredFields Inferred;

    /// <summary>By negative return value; bounded by the errnos of fork.</summary>
    public Dictionary<long, long>? ForkFailures;

    /// <summary>The time of the last failed fork; 0 when there is none. Needed only while it runs, so it is not packed.</summary>
    public long LastForkFailureNs;

    /// <summary>See <see cref="ProcessRecord.ChangedSeq"/>.</summary>
    public long ChangedSeq;

    /// <summary>The time of the last event about it.</summary>
    public long ChangedBootNs;

    /// <summary>When the snapshot read it; earlier events are already included.</summary>
    public long SnapshotBootNs;

    /// <summary>Failed execs that may still turn out to be steps of a PATH search; bounded by <see cref="PathLookups"/>.</summary>
    public List<OpenLookup> OpenLookups = [];

    /// <summary>Live processes and zombies that were re-parented to it; see <see cref="Adoption"/>.</summary>
    public HashSet<ProcessRecord>? Adopted;

    /// <summary>Holds the arguments of its images and failures. At most half of it is unused.</summary>
    public ArgumentArena Arguments { get; private set; } = new();

    public ExitEntry Exit { get; private set; }

    public ReadOnlySpan<ImageEntry> Images => CollectionsMarshal.AsSpan(_images);

    public ReadOnlySpan<FailedExecEntry> FailedExecs
        => CollectionsMarshal.AsSpan(_failedExecs)[Math.Max(0, _failedExecs.Count - ProcessRecord.MaxFailedExecs)..];

    /// <summary>It had a failed exec that was no PATH lookup, or a failed fork.</summary>
    public bool HasFailedCall => FinalFailureCount > 0 || ForkFailures is { Count: > 0 };

    /// <summary>What <c>is:failed</c> means for a process: one of its events failed.</summary>
    public bool Failed => HasFailedCall || Exit is { ExitCode: > 0 } or { Signal: not null };

    /// <summary>References other records, which the archive cannot store.</summary>
    public bool IsBusy => OpenLookups.Count > 0 || Adopted is { Count: > 0 };

    public void SetExit(in ExitEntry exit)
    {
        Exit = exit;
        _shownExit = null;
    }

    public void ClearImages()
    {
        Release(Images);
        _images.Clear();
    }

    /// <summary>Adds an image; keeps image 0 and the newest.</summary>
    public void AddImage(in ImageEntry image)
    {
        _images.Add(image);
        Hold(image);
        if (_images.Count > ProcessRecord.MaxImages)
        {
            Release(Images.Slice(1, 1));
            _images.RemoveAt(1);
            MoveArguments();
        }

        BoundArguments();
    }

    public void ReplaceFirstImage(in ImageEntry image)
    {
        Release(Images[..1]);
        _images[0] = image;
        Hold(image);
    }

    /// <summary>Adds a failure; the older half is dropped at once, so that a million failures do not move the list each time.</summary>
    public void AddFailedExec(in FailedExecEntry failure)
    {
        _failedExecs.Add(failure);
        Hold(failure);
        if (_failedExecs.Count > 2 * ProcessRecord.MaxFailedExecs)
        {
            Release(CollectionsMarshal.AsSpan(_failedExecs)[..ProcessRecord.MaxFailedExecs]);
            _failedExecs.RemoveRange(0, ProcessRecord.MaxFailedExecs);
            MoveArguments();
        }

        BoundArguments();
    }

    /// <summary>Marks the newest failure of this moment and path as a step of a search.</summary>
    public void MarkLookup(long bootNs, string path)
    {
        for (var i = _failedExecs.Count - 1; i >= 0; i--)
        {
            if (_failedExecs[i].BootNs == bootNs && _failedExecs[i].Path == path)
            {
                CollectionsMarshal.AsSpan(_failedExecs)[i].Lookup = true;
                return;
            }
        }
    }

    /// <summary>Created on each call, with arguments only where they are shown: as texts they take several times the memory.</summary>
    public Image[] ToImages(bool withArguments)
    {
        var shown = new Image[_images.Count];
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = Images[i].ToImage(withArguments);
        }

        return shown;
    }

    /// <summary>See <see cref="ToImages"/>.</summary>
    public FailedExec[] ToFailedExecs(bool withArguments)
    {
        var failures = FailedExecs;
        var shown = failures.IsEmpty ? [] : new FailedExec[failures.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = failures[i].ToFailedExec(withArguments);
        }

        return shown;
    }

    public ProcessExit ShownExit(long bootNs) => _shownExit ??= Exit.ToExit(bootNs);

    /// <summary>Clears everything for reuse by another process.</summary>
    public void Reset()
    {
        Release(Images);
        Release(CollectionsMarshal.AsSpan(_failedExecs));
        _images = Emptied(_images);
        _failedExecs = Emptied(_failedExecs);
        OpenLookups = Emptied(OpenLookups);
        Arguments.Reset();
        (_spareArguments, _usedWhenMoved) = (null, 0);
        OpenLookupBytes = 0;
        _shownExit = null;
        How = null;
        CloneFlags = null;
        (BornBy, Parent, CurrentParent) = (null, null, null);
        (ExecCount, FailedExecCount, FinalFailureCount, Threads) = (0, 0, 0, 1);
        (Exit, Reaped, Usage) = (default, default, default);
        (Context, Cwd, Inferred, ForkFailures, Adopted) = (null, null, InferredFields.None, null, null);
        (ChangedSeq, ChangedBootNs, SnapshotBootNs, LastForkFailureNs, WaitedNs) = (0, 0, 0, 0, 0);
    }

    /// <summary>Copies the arguments into the other arena when the unused bytes equal the used ones.</summary>
    private void MoveArguments()
    {
        if (Arguments.Used < 2 * _usedWhenMoved + MinUnused)
        {
            return;
        }

        MoveArgumentsTo(_spareArguments ?? new ArgumentArena());
    }

    private static List<T> Emptied<T>(List<T> list)
    {
        if (list.Capacity > MaxKeptCapacity)
        {
            return [];
        }

        list.Clear();
        return list;
    }
}
