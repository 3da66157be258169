using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>Links processes with a parent that becomes known after them.</summary>
public sealed partial class ProcessTable
{
    /// <summary>A lineage in a file may be of any depth, and is walked for each process with a late parent.</summary>
    private const int MaxDepthOfLateParent = 1_000;

    /// <summary>Unpacked records that are packed again while many children are linked.</summary>
    private const int MaxUnpackedChildren = 256;

    private readonly AwaitedParents _awaited = new();

    /// <summary>Number of processes whose parent is named and not held.</summary>
    internal int AwaitedParents => _awaited.Count;

    /// <summary>Remembers which parent the record waits for, if it is not held. Call it when its references are set.</summary>
    private void Await(ProcessRecord record)
    {
        if (record.ParentRecord != Root)
        {
            _awaited.Remove(record.Id);
            return;
        }

        if (AwaitedBy(record.Detail) is not { Id: { } parent } reference || parent == record.Id)
        {
            return;
        }

        _awaited.Add(parent, record.Id);
        Named(reference);
        if (reference.Comm is null && _awaited.NameOf(parent) is { } comm)
        {
            NameParent(record.Edit(), parent, comm);
        }
    }

    /// <summary>An event names a process that is not held: its children's references without a name get it.</summary>
    private void Named(in ProcessReference? other)
    {
        if (_awaited.Count == 0 || other is not { Id: { } id, Comm: { } comm } named)
        {
            return;
        }

        foreach (var child in _awaited.Name(named))
        {
            if (Find(child) is { } record)
            {
                NameParent(record.Edit(), id, comm);
            }
        }
    }

    /// <summary>The record was added: children that wait for it become its children.</summary>
    private void TakeChildren(ProcessRecord record)
    {
        if (!_awaited.Contains(record.Id))
        {
            return;
        }

        var comm = record.Comm.Length > 0 ? record.Comm : _awaited.NameOf(record.Id);
        var unpacked = 0;
        foreach (var id in _awaited.Take(record.Id))
        {
            if (Find(id) is not { } child || child.ParentRecord != Root || AwaitedBy(child.Detail)?.Id != record.Id || !MayBeParent(record, child))
            {
                continue;
            }

            ProcessList.RemoveChild(child);
            ProcessList.AddChild(record, child);
            unpacked += child.Chunk is null ? 0 : 1;
            if (comm is not null)
            {
                NameParent(child.Edit(), record.Id, comm);
            }

            if (unpacked == MaxUnpackedChildren)
            {
                _archive.Pack();
                unpacked = 0;
            }
        }
    }

    /// <summary>A parent is older than its child. A file may say otherwise of several processes, and a lineage that is a circle has no end.</summary>
    private bool MayBeParent(ProcessRecord parent, ProcessRecord child)
    {
        if (parent.Id.StartNs > child.Id.StartNs)
        {
            return false;
        }

        var above = parent;
        for (var depth = 0; depth < MaxDepthOfLateParent && above != child; depth++)
        {
            if (above == Root)
            {
                return true;
            }

            above = above.ParentRecord!;
        }

        return false;
    }

    /// <summary>The parent at birth; of a process that the snapshot found, the one at that moment.</summary>
    private static ProcessReference? AwaitedBy(ProcessDetail detail) => detail.Parent ?? detail.CurrentParent;

    private static void NameParent(ProcessDetail detail, ProcessId parent, string comm)
    {
        detail.Parent = Named(detail.Parent);
        detail.CurrentParent = Named(detail.CurrentParent);
        detail.BornBy = Named(detail.BornBy);

        ProcessReference? Named(in ProcessReference? reference)
            => reference is { Comm: null or "", Id: { } id } && id == parent ? new ProcessReference(parent, parent.Pid, comm) : reference;
    }
}
