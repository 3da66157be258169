using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// Finds processes by pid number and by id: for each number the oldest life that is held, from there the later ones, and
/// the newest. What is asked for is nearly always the newest, and what goes is the oldest, so neither walks. Numbers that
/// are handed out in turn lie in the same pages, so a number costs 16 bytes here. Bounded by what the table holds.
/// </summary>
internal sealed class PidIndex : IReadOnlyDictionary<int, PidLives>
{
    private const int PageBits = 8;
    private const int PageMask = (1 << PageBits) - 1;
    private readonly Dictionary<int, Page> _pages = [];

    /// <summary>Emptied pages, to be used again; bounded, for numbers come round in turn.</summary>
    private readonly Stack<Page> _spare = new();
    private const int MaxSpare = 16;

    /// <summary>Two references for each number, the page itself, and its entry.</summary>
    private const long PageBytes = (16 << PageBits) + 112;

    /// <summary>Numbers that are held.</summary>
    public int Count { get; private set; }

    /// <summary>Memory that it takes.</summary>
    public long Bytes => (_pages.Count + _spare.Count) * PageBytes;

    public IEnumerable<int> Keys => Lives.Select(lives => lives.Newest!.Pid);

    public IEnumerable<PidLives> Values => Lives.Select(lives => lives.ToPidLives());

    public PidLives this[int pid] => TryGetValue(pid, out var lives) ? lives : throw new KeyNotFoundException($"Pid {pid} was not seen.");

    private IEnumerable<Chain> Lives => _pages.Values.SelectMany(page => page.Chains).Where(lives => lives.Newest is not null);

    /// <summary>Nearly always the newest life, or nobody yet; an earlier one is looked for from the oldest on.</summary>
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

    /// <summary>Answers the life before it; null when it is the first that is held.</summary>
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

        // A snapshot read beside a fork storm may bring an older one late: the newer ones move up by one.
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
            // Nearly always: who ended first goes first.
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

    /// <summary>The lives of one number: from the oldest on each names the one after it.</summary>
    private record struct Chain(ProcessRecord? Oldest, ProcessRecord? Newest)
    {
        public readonly PidLives ToPidLives() => new(Oldest!, Newest!);
    }
}
