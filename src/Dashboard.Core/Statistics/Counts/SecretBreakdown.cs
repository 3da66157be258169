using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>
/// Programs that had a secret in their arguments, by rule and starter: successful execs, and processes that already ran. Exact even for
/// events that the history no longer holds. Bounded by <see cref="MaxGroups"/>; further ones are counted together.
/// </summary>
public sealed class SecretBreakdown
{
    public const int MaxGroups = 1_000;

    private const int MaxRules = 16;
    private const int MaxName = 64;

    private readonly Dictionary<Key, Tally> _groups = [];

    /// <summary>Execs and processes with a secret, each once.</summary>
    public long Total { get; private set; }

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<SecretGroup> Groups()
        => [.. _groups.Select(g => new SecretGroup
        {
            Comm = g.Key.Comm,
            Rule = g.Key.Rule,
            StartedBy = g.Key.StartedBy,
            OtherNames = g.Key == Others,
            Count = g.Value.Count,
            First = g.Value.First,
            Last = g.Value.Last,
            Example = g.Value.Example,
        }).OrderByDescending(g => g.Count).ThenByDescending(g => g.Last)];

    /// <summary>Counts an event that the table has applied.</summary>
    internal void Count(LifecycleEvent e, ProcessTable table)
    {
        var rules = e switch
        {
            ExecExitEvent { Succeeded: true } exec => exec.Redacted,
            SnapshotEvent found => found.Redacted,
            _ => null,
        };
        if (rules is null or { Count: 0 })
        {
            return;
        }

        Total++;
        var starter = table.Find(e.Process)?.Detail is { } detail ? (detail.BornBy ?? detail.Parent ?? detail.CurrentParent)?.Comm : null;
        for (var i = 0; i < Math.Min(rules.Count, MaxRules); i++)
        {
            var key = new Key(e.Comm, rules[i], starter);
            var isOwn = _groups.ContainsKey(key) || (_groups.Count < MaxGroups && IsName(e.Comm) && IsName(rules[i]) && (starter is null || IsName(starter)));
            ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, isOwn ? key : Others, out _);
            tally ??= new Tally { First = e.Time };
            tally.Count++;
            tally.Last = e.Time;
            tally.Example = e.Process;
        }
    }

    /// <summary>A recording may have any text where the kernel has names of 15 bytes.</summary>
    private static bool IsName(string? text) => text is { Length: <= MaxName };

    private static readonly Key Others = new(null, null, null);

    private readonly record struct Key(string? Comm, string? Rule, string? StartedBy);

    private sealed class Tally
    {
        public long Count { get; set; }

        public Timestamp First { get; init; }

        public Timestamp Last { get; set; }

        public ProcessId Example { get; set; }
    }
}
