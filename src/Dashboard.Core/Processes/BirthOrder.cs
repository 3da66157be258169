using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// Sorts processes into tree order: parents before children, siblings by birth. Needs no record, so the store is not
/// locked meanwhile.
/// </summary>
internal sealed class BirthOrder
{
    private const int None = -1;

    private readonly List<(ProcessId Id, ProcessId? Parent)> _met = [];
    private readonly Dictionary<ProcessId, int> _numbers = [];
    private readonly List<long> _births = [];
    private readonly List<int> _byBirth = [];

    /// <summary>By number: the first child, and the next sibling.</summary>
    private readonly List<int> _firstChild = [];
    private readonly List<int> _nextSibling = [];
    private readonly Stack<(int Number, int Parent)> _open = new();

    /// <summary>Adds a process and its parent, or null. They get the numbers 0, 1, 2, and so on.</summary>
    public void Add(ProcessId id, ProcessId? parent)
    {
        _numbers[id] = _met.Count;
        _met.Add((id, parent));
    }

    public bool Contains(ProcessId id) => _numbers.ContainsKey(id);

    /// <summary>Visits all, or one process and its descendants. A process whose parent was not added is a root.</summary>
    /// <param name="top">Null for all.</param>
    /// <param name="visit">Called with a process's number and its parent's position in visiting order, or -1.</param>
    public void Visit(ProcessId? top, Action<int, int> visit)
    {
        var firstRoot = Link();
        var places = 0;
        if (top is null)
        {
            Push(firstRoot, None);
        }
        else if (_numbers.TryGetValue(top.Value, out var number))
        {
            visit(number, None);
            Push(_firstChild[number], places++);
        }

        // With a stack instead of recursion: any process can create a lineage tens of thousands deep.
        while (_open.TryPop(out var at))
        {
            Push(_nextSibling[at.Number], at.Parent);
            visit(at.Number, at.Parent);
            Push(_firstChild[at.Number], places++);
        }
    }

    public void Clear()
    {
        _met.Clear();
        _numbers.Clear();
    }

    private void Push(int number, int parent)
    {
        if (number != None)
        {
            _open.Push((number, parent));
        }
    }

    /// <summary>Builds the lists of children, oldest first; returns the first root.</summary>
    private int Link()
    {
        _births.Clear();
        _byBirth.Clear();
        for (var i = 0; i < _met.Count; i++)
        {
            _births.Add(_met[i].Id.StartNs);
            _byBirth.Add(i);
        }

        CollectionsMarshal.AsSpan(_births).Sort(CollectionsMarshal.AsSpan(_byBirth));
        SortEqualTimes(CollectionsMarshal.AsSpan(_byBirth));
        CollectionsMarshal.SetCount(_firstChild, _met.Count);
        CollectionsMarshal.SetCount(_nextSibling, _met.Count);
        var firstChild = CollectionsMarshal.AsSpan(_firstChild);
        var nextSibling = CollectionsMarshal.AsSpan(_nextSibling);
        firstChild.Fill(None);
        var firstRoot = None;
        for (var i = _byBirth.Count - 1; i >= 0; i--)
        {
            var number = _byBirth[i];
            ref var first = ref firstRoot;
            var (id, parent) = _met[number];
            // A process with a younger parent becomes a root: recordings may contain anything and current parents may be inferred, and
            // nothing else prevents cycles.
            if (parent is { } above && Compare(above, id) < 0 && _numbers.TryGetValue(above, out var aboveNumber))
            {
                first = ref firstChild[aboveNumber];
            }

            nextSibling[number] = first;
            first = number;
        }

        return firstRoot;
    }

    /// <summary>Sorts processes of equal start time by pid: a clock may be coarse.</summary>
    private void SortEqualTimes(Span<int> byBirth)
    {
        for (int from = 0, to; from < byBirth.Length; from = to)
        {
            for (to = from + 1; to < byBirth.Length && _births[to] == _births[from]; to++)
            {
            }

            if (to - from > 1)
            {
                byBirth[from..to].Sort((a, b) => Compare(_met[a].Id, _met[b].Id));
            }
        }
    }

    private static int Compare(ProcessId a, ProcessId b)
        => a.StartNs != b.StartNs ? a.StartNs.CompareTo(b.StartNs) : a.Pid.CompareTo(b.Pid);
}
