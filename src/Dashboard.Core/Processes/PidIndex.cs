using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Core.Processes;

/// <summary>
/// Finds processes by pid number and by id: for each number the newest life, and from there the earlier ones. Numbers
/// that are handed out in turn lie in the same pages, so a process costs 8 bytes here. Bounded by what the table holds.
/// </summary>
internal sealed class PidIndex : IReadOnlyDictionary<int, PidLives>
{
    private const int PageBits = 8;
    private readonly Dictionary<int, Page> _pages = [];

    /// <summary>Emptied pages, to be used again; bounded, for numbers come round in turn.</summary>
    private readonly Stack<Page> _spare = new();
    private const int MaxSpare = 16;

    /// <summary>Numbers that are held.</summary>
    public int Count { get; private set; }

    public IEnumerable<int> Keys => Newest.Select(life => life.Pid);

    public IEnumerable<PidLives> Values => Newest.Select(life => new PidLives(life));

    public PidLives this[int pid] => new(NewestOf(pid) ?? throw new KeyNotFoundException($"Pid {pid} was not seen."));

    public IEnumerable<ProcessRecord> Newest => _pages.Values.SelectMany(page => page.Lives).OfType<ProcessRecord>();

    public ProcessRecord? NewestOf(int pid)
        => _pages.TryGetValue(pid >> PageBits, out var page) ? page.Lives[pid & ((1 << PageBits) - 1)] : null;

    public ProcessRecord? Find(ProcessId id)
    {
        var life = NewestOf(id.Pid);
        while (life is not null && life.Id.StartNs != id.StartNs)
        {
            life = life.EarlierLife;
        }

        return life;
    }

    public bool ContainsKey(int pid) => NewestOf(pid) is not null;

    public bool TryGetValue(int pid, [MaybeNullWhen(false)] out PidLives lives)
    {
        lives = NewestOf(pid) is { } newest ? new PidLives(newest) : null;
        return lives is not null;
    }

    public void Add(ProcessRecord record)
    {
        var page = PageOf(record.Pid);
        ref var newest = ref page.Lives[record.Pid & ((1 << PageBits) - 1)];
        if (newest is null)
        {
            page.Count++;
            Count++;
        }

        if (newest is null || newest.Id.StartNs <= record.Id.StartNs)
        {
            record.Life = (newest?.Life ?? 0) + 1;
            record.EarlierLife = newest;
            newest = record;
            return;
        }

        // A snapshot read beside a fork storm may bring an older one late: the newer ones move up by one.
        var later = newest;
        newest.Life++;
        while (later.EarlierLife is { } earlier && earlier.Id.StartNs > record.Id.StartNs)
        {
            earlier.Life++;
            later = earlier;
        }

        record.Life = later.Life - 1;
        record.EarlierLife = later.EarlierLife;
        later.EarlierLife = record;
    }

    public void Remove(ProcessRecord record)
    {
        var page = _pages[record.Pid >> PageBits];
        ref var newest = ref page.Lives[record.Pid & ((1 << PageBits) - 1)];
        if (newest == record)
        {
            newest = record.EarlierLife;
            if (newest is null)
            {
                Count--;
                page.Count--;
            }
        }
        else
        {
            var later = newest!;
            while (later.EarlierLife != record)
            {
                later = later.EarlierLife!;
            }

            later.EarlierLife = record.EarlierLife;
        }

        record.EarlierLife = null;
        if (page.Count == 0)
        {
            _pages.Remove(record.Pid >> PageBits);
            if (_spare.Count < MaxSpare)
            {
                _spare.Push(page);
            }
        }
    }

    public IEnumerator<KeyValuePair<int, PidLives>> GetEnumerator()
        => Newest.Select(life => KeyValuePair.Create(life.Pid, new PidLives(life))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

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
        public readonly ProcessRecord?[] Lives = new ProcessRecord?[1 << PageBits];

        public int Count;
    }
}
