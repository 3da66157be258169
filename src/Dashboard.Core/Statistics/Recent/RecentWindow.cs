using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Core.Statistics.Recent;

/// <summary>
/// The processes of a moving window of time that a filter selects: those that live, and those that ended in it. An update reads what
/// lives and what ended since the last update, not the whole table. An ended process is read again until it is reaped, and then no
/// more: nothing that a filter sees of it changes after that.
/// </summary>
/// <param name="spanNs">The length of the window; null for the whole capture.</param>
internal sealed class RecentWindow(Filter filter, long? spanNs, long attachedBootNs)
{
    /// <summary>Rows of ended processes; beyond it the window is shorter, and says so.</summary>
    public const int MaxEnded = 50_000;

    /// <summary>Ended processes of one window take at most this part of the memory budget.</summary>
    private const int MemoryPart = 32;

    /// <summary>An id in a hash set; a lifetime in the totals that are kept.</summary>
    private const long IdBytes = 32;
    private const long LifetimeBytes = 8;

    /// <summary>Zombies that are read again; further ones keep what was read first.</summary>
    private const int MaxZombies = 4_096;

    /// <summary>Ends are known slightly out of their order.</summary>
    private const long DisorderNs = 1_000_000_000;

    private readonly RecentGroups<ProgramKey, ProgramTally> _programs = new();
    private readonly RecentGroups<SpawnKey, RecentStarts> _pairs = new();

    /// <summary>In the order in which their ends became known. Bounded by <see cref="MaxEnded"/>, or less where the budget is small.</summary>
    private readonly Queue<RecentProcess> _ended = new();
    private readonly ProcessFilterSubject _subject = new(0);

    /// <summary>Visited while live in this update. Bounded by the live processes.</summary>
    private readonly HashSet<ProcessId> _met = [];

    /// <summary>Live ones and zombies of this update and of the one before. Bounded by the live processes and <see cref="MaxZombies"/>.</summary>
    private List<RecentProcess> _live = [];
    private List<RecentProcess> _lived = [];
    private List<ProcessId> _zombies = [];
    private List<ProcessId> _wereZombies = [];

    private WeakReference<ProcessTable>? _table;
    private long _nextEnded;
    private long _endOfEnded;
    private int _nextZombie;
    private int _nextLive;
    private long _cutBootNs;
    private long _sinceBootNs;
    private long _nowBootNs;
    private int _maxEnded = MaxEnded;

    /// <summary>The beginning: as long ago as the window is long, or later where older processes are not held.</summary>
    public long FromBootNs { get; private set; }

    /// <summary>The window is shorter, because more processes ended in it than it holds.</summary>
    public bool IsCut => _cutBootNs > _sinceBootNs;

    public RecentGroups<ProgramKey, ProgramTally> Programs => _programs;

    public RecentGroups<SpawnKey, RecentStarts> Pairs => _pairs;

    public IEnumerable<RecentProcess> Ended => _ended;

    public IReadOnlyList<RecentProcess> Live => _live;

    public IEnumerable<RecentProcess> All => _ended.Concat(_live);

    public int Count => _ended.Count + _live.Count;

    public long Bytes => (RowBytes * (_ended.EnsureCapacity(0) + _live.Capacity + _lived.Capacity)) + (LifetimeBytes * Count)
        + (IdBytes * _met.EnsureCapacity(0)) + _programs.Bytes + _pairs.Bytes;

    private static long RowBytes => Unsafe.SizeOf<RecentProcess>();

    /// <exception cref="FilterTooExpensiveException">The window is not usable any more.</exception>
    public void Update(QueryRun run, long nowBootNs)
    {
        _nowBootNs = nowBootNs;
        _sinceBootNs = spanNs is { } span ? Math.Max(attachedBootNs, nowBootNs - span) : attachedBootNs;
        (_live, _lived, _zombies, _wereZombies) = (_lived, _live, _wereZombies, _zombies);
        _live.Clear();
        _zombies.Clear();
        _met.Clear();
        var (begun, heldSinceBootNs) = (false, 0L);
        run.Scan(view =>
        {
            var table = view.Processes;
            if (!begun)
            {
                begun = true;
                _maxEnded = (int)Math.Clamp(view.Budget.Limit / MemoryPart / RowBytes, 1, MaxEnded);
                Begin(table);
            }

            heldSinceBootNs = table.HeldSinceBootNs ?? 0;
            _subject.Restart(nowBootNs);
            while (run.Takes())
            {
                if (Next(table) is not { } process)
                {
                    return false;
                }

                Take(process);
            }

            return true;
        });
        foreach (ref readonly var row in CollectionsMarshal.AsSpan(_lived))
        {
            Release(row);
        }

        _lived.Clear();
        while (_ended.TryPeek(out var oldest) && (_ended.Count > _maxEnded || oldest.Run.ExitBootNs < _sinceBootNs))
        {
            _cutBootNs = _ended.Count > _maxEnded ? Math.Max(_cutBootNs, oldest.Run.ExitBootNs!.Value) : _cutBootNs;
            Release(_ended.Dequeue());
        }

        FromBootNs = Math.Max(Math.Max(_sinceBootNs, _cutBootNs), heldSinceBootNs);
    }

    private void Begin(ProcessTable table)
    {
        var exited = table.Exited;
        _endOfEnded = exited.Taken + exited.Count;
        (_nextZombie, _nextLive) = (0, table.Live.Count);
        if (_table?.TryGetTarget(out var known) == true && known == table)
        {
            return;
        }

        // The first update, or the table was replaced when memory ran out.
        _table = new WeakReference<ProcessTable>(table);
        while (_ended.TryDequeue(out var row))
        {
            Release(row);
        }

        _wereZombies.Clear();
        _cutBootNs = 0;
        _nextEnded = _endOfEnded;
        while (_nextEnded > exited.Taken && exited[(int)(_nextEnded - 1 - exited.Taken)] is var ended && ended.ExitBootNs >= _sinceBootNs - DisorderNs)
        {
            if (_endOfEnded - _nextEnded == _maxEnded)
            {
                _cutBootNs = ended.ExitBootNs;
                break;
            }

            _nextEnded--;
        }
    }

    /// <summary>Ended ones that are new, zombies of the last update, and live ones.</summary>
    private ProcessRecord? Next(ProcessTable table)
    {
        var (live, exited) = (table.Live, table.Exited);
        _nextEnded = Math.Max(_nextEnded, exited.Taken);
        if (_nextEnded < Math.Min(_endOfEnded, exited.Taken + exited.Count))
        {
            return exited[(int)(_nextEnded++ - exited.Taken)];
        }

        while (_nextZombie < _wereZombies.Count)
        {
            if (table.Find(_wereZombies[_nextZombie++]) is { } held)
            {
                return held;
            }
        }

        // From last to first, as ProcessWalk: the table fills the place of an ending one with the last.
        for (_nextLive = Math.Min(_nextLive, live.Count); _nextLive > 0;)
        {
            var record = live[--_nextLive];
            if (_met.Add(record.Id))
            {
                return record;
            }
        }

        return null;
    }

    private void Take(ProcessRecord process)
    {
        if (process.Id.StartNs > _nowBootNs || (process.HasEnded && process.ExitBootNs < _sinceBootNs))
        {
            return;
        }

        var isOver = process.HasEnded && process.ExitBootNs <= _nowBootNs;
        var isZombie = isOver && process.State == ProcessState.Zombie && _zombies.Count < MaxZombies;
        if (isZombie)
        {
            _zombies.Add(process.Id);
        }

        if (filter.Matches(_subject.At(process)))
        {
            if (isOver && !isZombie)
            {
                _ended.Enqueue(Row(process));
            }
            else
            {
                _live.Add(Row(process));
            }
        }
    }

    private RecentProcess Row(ProcessRecord process)
    {
        var run = ProgramRun.Of(process, attachedBootNs, _nowBootNs);
        return new RecentProcess(
            run, _programs.Hold(ProgramKey.Of(process)), _pairs.Hold(RecentProcess.PairOf(process)), process.BirthParent,
            SpawnStart.Of(process, _nowBootNs), process.ForkWasSeen, RecentProcess.FailureOf(process, run), run.Failed ? FailureReason.Of(process.Detail, run.ExitBootNs is not null) : default);
    }

    private void Release(in RecentProcess row)
    {
        _programs.Release(row.Program);
        _pairs.Release(row.Pair);
    }
}
