using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// Finds processes by pid and by id: for each pid it has the oldest process held, the later ones from there, and the newest. Queries
/// nearly always want the newest, and eviction removes the oldest, so neither walks. Pids allocated in sequence share a page,
/// so each takes 16 bytes here. Bounded by the table's processes.
/// </summary>
internal sealed class PidIndex : IReadOnlyDictionary<int, PidLives>
{
    private const int PageBits = 8;
    private const int PageMask = (1 << PageBits) - 1;
    private readonly Dictionary<int, Page> _pages = [];

    /// <summary>Empty pages for reuse; bounded, because pids are allocated cyclically.</summary>
    private readonly Stack<Page> _spare = new();
    private const int MaxSpare = 16;

    /// <summary>Two references per pid, the page itself, and its entry.</summary>
    private const long PageBytes = (16 << PageBits) + 112;

    /// <summary>Number of pids held.</summary>
    public int Count { get; private set; }

    /// <summary>Memory of the index.</summary>
    public long Bytes => (_pages.Count + _spare.Count) * PageBytes;

    public IEnumerable<int> Keys => Lives.Select(lives => lives.Newest!.Pid);

    public IEnumerable<PidLives> Values => Lives.Select(lives => lives.ToPidLives());

    public PidLives this[int pid] => TryGetValue(pid, out var lives) ? lives : throw new KeyNotFoundException($"Pid {pid} was not seen.");

    private IEnumerable<Chain> Lives => _pages.Values.SelectMany(page => page.Chains).Where(lives => lives.Newest is not null);

    /// <summary>Nearly always the newest process, or none; an earlier one is searched from the oldest on.</summary>
    public ProcessRecord? Find(ProcessId id)
    {
        var lives = ChainOf(id.Pid);
        if (lives.Newest is not { } newest || newest.Id.StartNs < id.StartNs)
        {
            return null;
        }

        if (newest.Id.StartNs == id.StartNs)
        {
            return newest;
        }

        var life = lives.Oldest;
        while (life is not null && life.Id.StartNs < id.StartNs)
        {
            life = life.LaterLife;
        }

        return life?.Id.StartNs == id.StartNs ? life : null;
    }

    public bool ContainsKey(int pid) => ChainOf(pid).Newest is not null;

    public bool TryGetValue(int pid, [MaybeNullWhen(false)] out PidLives lives)
    {
        var chain = ChainOf(pid);
        lives = chain.Newest is null ? null : chain.ToPidLives();
        return lives is not null;
    }

    /// <summary>Returns the previous process of the same pid; null when this is the first one held.</summary>
    public ProcessRecord? Add(ProcessRecord record)
    {
        var page = PageOf(record.Pid);
        ref var lives = ref page.Chains[record.Pid & PageMask];
        var earlier = lives.Newest;
        if (earlier is null)
        {
            page.Count++;
            Count++;
            record.Life = 1;
            lives = new Chain(record, record);
            return null;
        }

        if (earlier.Id.StartNs <= record.Id.StartNs)
        {
            record.Life = earlier.Life + 1;
            earlier.LaterLife = record;
            lives.Newest = record;
            return earlier;
        }

        // A snapshot read during a fork storm may deliver an older process late: the newer ones are one higher.
        earlier = null;
        var later = lives.Oldest!;
        while (later.Id.StartNs <= record.Id.StartNs)
        {
            (earlier, later) = (later, later.LaterLife!);
        }

        record.Life = later.Life;
        record.LaterLife = later;
        for (var life = later; life is not null; life = life.LaterLife)
        {
            life.Life++;
        }

        if (earlier is null)
        {
            lives.Oldest = record;
        }
        else
        {
            earlier.LaterLife = record;
        }

        return earlier;
    }

    public void Remove(ProcessRecord record)
    {
        var page = _pages[record.Pid >> PageBits];
        ref var lives = ref page.Chains[record.Pid & PageMask];
        var later = record.LaterLife;
        record.LaterLife = null;
        if (lives.Oldest == record)
        {
            // The usual case: the process that ended first is removed first.
            lives.Oldest = later;
            lives.Newest = later is null ? null : lives.Newest;
        }
        else
        {
            var earlier = lives.Oldest!;
            while (earlier.LaterLife != record)
            {
                earlier = earlier.LaterLife!;
            }

            earlier.LaterLife = later;
            lives.Newest = later is null ? earlier : lives.Newest;
        }

        if (lives.Newest is not null)
        {
            return;
        }

        Count--;
        if (--page.Count == 0)
        {
            _pages.Remove(record.Pid >> PageBits);
            if (_spare.Count < MaxSpare)
            {
                _spare.Push(page);
            }
        }
    }

    public IEnumerator<KeyValuePair<int, PidLives>> GetEnumerator()
        => Lives.Select(lives => KeyValuePair.Create(lives.Newest!.Pid, lives.ToPidLives())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Chain ChainOf(int pid) => _pages.TryGetValue(pid >> PageBits, out var page) ? page.Chains[pid & PageMask] : default;

    private Page PageOf(int pid)
    {
        if (!_pages.TryGetValue(pid >> PageBits, out var page))
        {
            page = _spare.TryPop(out var spare) ? spare : new Page();
            _pages.Add(pid >> PageBits, page);
        }

        return page;
    }

    private sealed class Page
    {
        public readonly Chain[] Chains = new Chain[1 << PageBits];

        public int Count;
    }

    /// <summary>The processes of one pid: a linked list from the oldest on.</summary>
    private record struct Chain(ProcessRecord? Oldest, ProcessRecord? Newest)
    {
        public readonly PidLives ToPidLives() => new(Oldest!, Newest!);
    }
}
