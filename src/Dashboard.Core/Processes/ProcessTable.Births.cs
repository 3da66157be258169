using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>How records begin: told by fork, found by the snapshot, or met in the middle of a life.</summary>
public sealed partial class ProcessTable
{
    private ProcessRecord Born(ForkEvent fork)
    {
        var record = Find(fork.Process);
        if (record is { Detail.SnapshotBootNs: 0 })
        {
            // Something of it was seen before its fork was: only possible when a feed repeats itself. First wins.
            return record;
        }

        var parent = fork.Parent is { } parentId ? Find(parentId) : null;
        record ??= Add(fork, parent);
        var detail = record.Edit();
        record.FromSnapshot = false;
        detail.SnapshotBootNs = 0;
        Observed(record, "born");
        detail.How = fork.How;
        detail.CloneFlags = fork.Flags;
        detail.Context = fork.Context ?? detail.Context;

        // Under CLONE_PARENT the creator is not the parent, and it is the creator that is copied.
        var creator = fork.By?.Id is { } by ? Find(by) : parent;
        detail.Cwd ??= creator?.Cwd;
        if (parent is not null && record.ParentRecord != parent)
        {
            // The snapshot had hung it under whoever was its parent by then.
            ProcessList.RemoveChild(record);
            ProcessList.AddChild(parent, record);
            if (record.State != ProcessState.Exited && detail.CurrentParent?.Id is { } current)
            {
                // No longer in that one's list of children: it is among those adopted from elsewhere.
                Adoption.Move(record, current, _find);
            }
        }

        detail.Parent = ProcessRecord.ReferenceTo(fork.Parent, parent);
        detail.CurrentParent ??= detail.Parent;
        detail.BornBy = fork.By ?? detail.Parent;
        record.Comm = fork.Comm;

        // fork copies: the child runs what its creator ran. What the snapshot read is told again by the exec events.
        detail.ClearImages();
        detail.AddImage(ProcessImages.Copied(fork, creator is null ? [] : creator.Detail.Images, detail.Arguments));
        return record;
    }

    private ProcessRecord Found(SnapshotEvent snapshot)
    {
        if (Find(snapshot.Process) is { } known)
        {
            // Known by its events, which tell more. Only what no event carries is taken, and what they failed to tell.
            var told = known.Edit();
            told.Context ??= snapshot.Context;
            told.Cwd ??= snapshot.Context?.Cwd;
            Repair(known, snapshot);
            return known;
        }

        FirstSnapshotNs = FirstSnapshotNs == 0 ? snapshot.BootNs : FirstSnapshotNs;
        var parent = snapshot.Parent is { } id ? Find(id) : null;
        var record = Add(snapshot, parent);
        record.FromSnapshot = snapshot.Process.StartNs <= FirstSnapshotNs;
        if (!record.FromSnapshot)
        {
            // Younger than the capture, and its fork was not seen: lost, or still waiting in the ring (then Born mends it).
            Infer(record, "born");
        }

        var detail = record.Edit();
        detail.SnapshotBootNs = snapshot.BootNs;
        detail.Context = snapshot.Context;
        detail.Cwd = snapshot.Context?.Cwd;
        detail.Threads = snapshot.Threads;
        detail.CurrentParent = ProcessRecord.ReferenceTo(snapshot.Parent, parent);
        detail.AddImage(ProcessImages.Found(snapshot));
        EndAsFound(record, snapshot);

        // iter/task goes by pid, so after a wrap of the numbers a child can come before its parent.
        foreach (var orphan in Root.Children.Where(r => r.State != ProcessState.Exited && r != record && r.Detail.CurrentParent?.Id == record.Id).ToList())
        {
            ProcessList.RemoveChild(orphan);
            ProcessList.AddChild(record, orphan);
            orphan.Edit().CurrentParent = record.ToReference();
        }

        return record;
    }

    /// <summary>The record of the event's process; made, with its birth unknown, when the fork was lost.</summary>
    private ProcessRecord Known(LifecycleEvent e)
    {
        if (Find(e.Process) is { } known)
        {
            return known;
        }

        var parent = e.Parent is { } id ? Find(id) : null;
        var record = Add(e, parent);
        if (e is ExecExitEvent { Succeeded: true })
        {
            // The event has the name of the new image; the former one was never seen.
            record.Comm = "";
        }

        var detail = record.Edit();
        detail.Parent = ProcessRecord.ReferenceTo(e.Parent, parent);
        detail.CurrentParent = detail.Parent;
        detail.AddImage(ProcessImages.Unknown(record));
        if (record.Id.StartNs <= FirstSnapshotNs)
        {
            // Gone before the snapshot came to it.
            record.FromSnapshot = true;
        }
        else
        {
            Infer(record, "born");
        }

        return record;
    }

    private ProcessRecord Add(LifecycleEvent e, ProcessRecord? parent)
    {
        var record = _spare.TryPop(out var spare) ? spare : new ProcessRecord();
        record.Begin(e.Process, e.Comm, _archive.Rent());
        record.Position = _live.Count;
        _live.Add(record);

        // A number is one process's at a time, so whoever had it before has gone. Those before that one have ended already,
        // when it came.
        if (_byPid.Add(record) is { State: not ProcessState.Exited } earlier)
        {
            EndBefore(earlier, record.Start, record.Id.StartNs);
        }

        ProcessList.AddChild(parent ?? Root, record);
        if (record.LaterLife is { } next)
        {
            // Heard of late: the number has been somebody else's since.
            EndBefore(record, next.Start, next.Id.StartNs);
        }

        return record;
    }
}
