using System.Runtime.InteropServices;

namespace Dashboard.Core.Tree;

/// <summary>
/// Arranges judged nodes in rows. Many ended children of one parent with the same name share one row: 1,482 rows of sh are
/// unreadable, and would hide what still runs.
/// </summary>
internal sealed class TreePlacement
{
    private const long MaxStormGapNs = 1_000_000_000;

    private readonly List<TreeNode> _nodes;
    private readonly TreeQuery _query;
    private readonly Stack<(int Node, int Storm, int Parent)> _open = new();
    private readonly List<int> _children = [];
    private int _roots;

    public TreePlacement(List<TreeNode> nodes, TreeQuery query)
    {
        (_nodes, _query) = (nodes, query);
        Open(-1, above: -1);
        while (_open.TryPop(out var next))
        {
            if (next.Storm >= 0)
            {
                PlaceStorm(next.Storm, next.Parent);
            }
            else
            {
                PlaceNode(next.Node, next.Parent);
            }
        }

        foreach (ref var row in CollectionsMarshal.AsSpan(Rows))
        {
            row.SetSize = row.Parent < 0 ? _roots : Rows[row.Parent].Children;
        }
    }

    public List<PlacedNode> Rows { get; } = [];

    public List<TreeStorm> Storms { get; } = [];

    public TreeRowKey KeyOf(in PlacedNode row) => row.Storm >= 0 ? Storms[row.Storm].Key
        : _nodes[row.Node] is { IsGroup: true } head ? new TreeRowKey(default, Group: head.Group)
        : _nodes[row.Node].Id;

    public bool IsOpen(TreeStorm storm) => _query.OpenStorms.Contains(storm.Key);

    public bool IsCollapsed(in TreeNode node)
        => node.IsGroup ? _query.CollapsedGroups.Contains(node.Group!.Value) : _query.Collapsed.Contains(node.Id);

    private void PlaceNode(int index, int above)
    {
        var node = _nodes[index];
        if (IsShown(node))
        {
            above = Add(index, -1, above);
            if (IsCollapsed(node))
            {
                return;
            }
        }

        if (node.WantedBelow)
        {
            Open(index, above);
        }
    }

    private void PlaceStorm(int index, int above)
    {
        var row = Add(-1, index, above);
        var storm = Storms[index];
        if (IsOpen(storm))
        {
            Push(storm.Members, row);
        }
    }

    private int Add(int node, int storm, int above)
    {
        var (level, place) = (1, 0);
        if (above < 0)
        {
            place = ++_roots;
        }
        else
        {
            ref var parent = ref CollectionsMarshal.AsSpan(Rows)[above];
            (level, place) = (parent.Level + 1, ++parent.Children);
        }

        Rows.Add(new PlacedNode(node, storm, above, level, place));
        return Rows.Count - 1;
    }

    /// <summary>Adds the children of a node: its storms first, so that their position is stable, then the others.</summary>
    private void Open(int parent, int above)
    {
        _children.Clear();
        var quiet = 0;
        var end = parent < 0 ? _nodes.Count : parent + _nodes[parent].Size;
        for (var i = parent + 1; i < end; i += _nodes[i].Size)
        {
            if (_nodes[i].Wanted)
            {
                _children.Add(i);
                quiet += IsQuiet(_nodes[i]) ? 1 : 0;
            }
        }

        var known = Storms.Count;
        if (quiet >= _query.StormSize)
        {
            TakeStorms(parent);
        }

        Push(_children, above);
        for (var storm = Storms.Count - 1; storm >= known; storm--)
        {
            _open.Push((-1, storm, above));
        }
    }

    /// <summary>Moves the children that belong to a storm out of the list.</summary>
    private void TakeStorms(int parent)
    {
        var (above, group) = parent < 0 ? (default, null) : (_nodes[parent].Id, _nodes[parent].IsGroup ? _nodes[parent].Group : null);
        var byComm = new Dictionary<string, List<int>>();
        foreach (var child in _children)
        {
            if (IsQuiet(_nodes[child]))
            {
                var comm = _nodes[child].Comm;
                if (!byComm.TryGetValue(comm, out var members))
                {
                    byComm.Add(comm, members = []);
                }

                members.Add(child);
            }
        }

        foreach (var (comm, members) in byComm)
        {
            var key = new TreeRowKey(above, comm, group);
            if (!_query.OpenStorms.Contains(key))
            {
                members.RemoveAll(child => _nodes[child].HoldsPinned);
            }

            if (members.Count >= _query.StormSize && IsFast(members))
            {
                Storms.Add(new TreeStorm(key, parent, members));
                members.ForEach(child => CollectionsMarshal.AsSpan(_nodes)[child].InStorm = true);
            }
        }

        _children.RemoveAll(child => _nodes[child].InStorm);
    }

    /// <summary>
    /// Once as many as make a storm began within <see cref="MaxStormGapNs"/> of each other on average: what a service starts every 3 s
    /// are rows, however many stay.
    /// </summary>
    private bool IsFast(List<int> members)
    {
        for (var first = 0; first + _query.StormSize <= members.Count; first++)
        {
            if (_nodes[members[first + _query.StormSize - 1]].Id.StartNs - _nodes[members[first]].Id.StartNs < _query.StormSize * MaxStormGapNs)
            {
                return true;
            }
        }

        return false;
    }

    private void Push(List<int> children, int above)
    {
        for (var i = children.Count - 1; i >= 0; i--)
        {
            _open.Push((children[i], -1, above));
        }
    }

    private bool IsShown(in TreeNode node) => _query.MatchesOnly && !node.IsGroup ? node.IsMatch : node.Wanted;

    /// <summary>It has ended, and so has everything shown below it.</summary>
    private bool IsQuiet(in TreeNode node) => !node.IsGroup && IsShown(node) && !node.Runs;
}
