using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// Parents that events name and the table does not hold, with their children in the table. A recording may name a parent first and
/// describe it later, and a snapshot is in the order of pids. Bounded by the table's processes: an evicted child is removed.
/// </summary>
internal sealed class AwaitedParents
{
    /// <summary>A child in both dictionaries, and its parent's set.</summary>
    private const long ChildBytes = 250;

    private readonly Dictionary<ProcessId, Awaited> _byParent = [];
    private readonly Dictionary<ProcessId, ProcessId> _parents = [];

    public int Count => _parents.Count;

    public long Bytes => ChildBytes * Count;

    public bool Contains(ProcessId parent) => _byParent.ContainsKey(parent);

    public void Add(ProcessId parent, ProcessId child)
    {
        Remove(child);
        _parents[child] = parent;
        ref var awaited = ref CollectionsMarshal.GetValueRefOrAddDefault(_byParent, parent, out _);
        (awaited ??= new Awaited()).Children.Add(child);
    }

    public void Remove(ProcessId child)
    {
        if (_parents.Remove(child, out var parent) && _byParent[parent] is var awaited && awaited.Children.Remove(child) && awaited.Children.Count == 0)
        {
            _byParent.Remove(parent);
        }
    }

    /// <summary>The parent is known now: returns its children, which wait no longer.</summary>
    public IReadOnlyCollection<ProcessId> Take(ProcessId parent)
    {
        if (!_byParent.Remove(parent, out var awaited))
        {
            return [];
        }

        foreach (var child in awaited.Children)
        {
            _parents.Remove(child);
        }

        return awaited.Children;
    }

    /// <summary>The parent's name, where an event had it; null when it is not awaited.</summary>
    public string? NameOf(ProcessId parent) => _byParent.GetValueOrDefault(parent)?.Comm;

    /// <summary>An event names an awaited parent. Returns the children that were added without its name; none the second time.</summary>
    public IReadOnlyCollection<ProcessId> Name(in ProcessReference parent)
    {
        if (parent is not { Id: { } id, Comm: { Length: > 0 } comm } || _byParent.GetValueOrDefault(id) is not { Comm: null } awaited)
        {
            return [];
        }

        awaited.Comm = comm;
        return awaited.Children;
    }

    private sealed class Awaited
    {
        public string? Comm { get; set; }

        public HashSet<ProcessId> Children { get; } = [];
    }
}
