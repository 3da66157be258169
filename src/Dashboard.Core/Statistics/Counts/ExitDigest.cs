using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Exits by name, in blocks of the stream: what a slow reader can still be shown of events that the history no longer holds. Costs the
/// writer a little per exit, nothing for other events.
/// </summary>
public sealed class ExitDigest
{
    /// <summary>Events per block. A summary begins and ends with a whole block, so it may include this many too many.</summary>
    public const int BlockEvents = 512;

    /// <summary>Half a million events; a reader that is further behind gets only the newest.</summary>
    private const int Blocks = 1024;

    /// <summary>Names counted separately in a block. A storm has few names.</summary>
    private const int NamesOfBlock = 6;

    /// <summary>Names in a summary.</summary>
    private const int NamesOfSummary = 12;

    /// <summary>A ring: an event's block is at its number divided by the block size, modulo the length.</summary>
    private readonly Block?[] _blocks = new Block?[Blocks];

    internal void Count(ExitEvent exit)
    {
        var number = exit.Seq / BlockEvents;
        var block = _blocks[number % Blocks] ??= new Block();
        if (block.Number != number)
        {
            block.Begin(number);
        }

        block.Count(exit);
    }

    /// <summary>Exits after one event and up to another by name, most frequent first; empty when there are none.</summary>
    public IReadOnlyList<ExitSummary> Between(long afterSeq, long toSeq)
    {
        var names = new Dictionary<string, Tally>();
        var others = new Tally();
        var first = Math.Max((afterSeq + 1) / BlockEvents, (toSeq / BlockEvents) - Blocks + 1);
        for (var number = first; number <= toSeq / BlockEvents; number++)
        {
            if (_blocks[number % Blocks] is { } block && block.Number == number)
            {
                block.AddTo(names, others);
            }
        }

        var ordered = names.Select(n => n.Value.ToSummary(n.Key)).OrderByDescending(s => s.Count).ThenBy(s => s.Comm, StringComparer.Ordinal).ToList();
        foreach (var rare in ordered.Skip(NamesOfSummary))
        {
            others.Add(names[rare.Comm!]);
        }

        return [.. ordered.Take(NamesOfSummary), .. others.Count > 0 ? [others.ToSummary(null)] : Array.Empty<ExitSummary>()];
    }

    /// <summary>There are a thousand blocks, so counts have the smallest type for <see cref="BlockEvents"/>, and all lifetimes share one array.</summary>
    private sealed class Block
    {
        private readonly string?[] _names = new string?[NamesOfBlock];

        /// <summary>One more entry for all other names; the same below.</summary>
        private readonly (ushort Count, ushort Failed)[] _ends = new (ushort, ushort)[NamesOfBlock + 1];

        private readonly ushort[] _lifetimes = new ushort[(NamesOfBlock + 1) * LifetimeMedian.Steps];

        public long Number { get; private set; } = -1;

        public void Begin(long number)
        {
            Number = number;
            _names.AsSpan().Clear();
            _ends.AsSpan().Clear();
            _lifetimes.AsSpan().Clear();
        }

        public void Count(ExitEvent exit)
        {
            var at = 0;
            while (at < NamesOfBlock && (_names[at] ??= exit.Comm) != exit.Comm)
            {
                at++;
            }

            ref var ends = ref _ends[at];
            ends.Count++;
            ends.Failed += exit.Failed ? (ushort)1 : (ushort)0;
            _lifetimes[(at * LifetimeMedian.Steps) + LifetimeMedian.StepOf(exit.LifetimeNs)]++;
        }

        public void AddTo(Dictionary<string, Tally> names, Tally others)
        {
            for (var i = 0; i < NamesOfBlock && _names[i] is { } name; i++)
            {
                ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(names, name, out _);
                AddTo(tally ??= new Tally(), i);
            }

            AddTo(others, NamesOfBlock);
        }

        private void AddTo(Tally tally, int at)
            => tally.Add(_ends[at].Count, _ends[at].Failed, _lifetimes.AsSpan(at * LifetimeMedian.Steps, LifetimeMedian.Steps));
    }

    private sealed class Tally
    {
        private readonly LifetimeMedian _lifetimes = new();
        private long _failed;

        public long Count { get; private set; }

        public void Add(int count, int failed, ReadOnlySpan<ushort> lifetimes)
        {
            Count += count;
            _failed += failed;
            _lifetimes.Add(lifetimes);
        }

        public void Add(Tally other)
        {
            Count += other.Count;
            _failed += other._failed;
            _lifetimes.Add(other._lifetimes);
        }

        public ExitSummary ToSummary(string? comm) => new(comm, Count, _failed, _lifetimes.Median());
    }
}
