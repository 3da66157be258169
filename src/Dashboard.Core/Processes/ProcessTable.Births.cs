using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>Creates records: from a fork, from the snapshot, or from any other event.</summary>
public sealed partial class ProcessTable
{
    private ProcessRecord Born(ForkEvent fork)
    {
        var record = Find(fork.Process);
        if (record is { Detail.SnapshotBootNs: 0 })
        {
            // Only possible when a feed repeats itself. The first fork wins.
            return record;
        }

        var parent = fork.Parent is { } parentId ? Find(parentId) : null;
        record ??= Add(fork, parent);
        var detail = record.Edit();
        record.FromSnapshot = false;
        detail.SnapshotBootNs = 0;
        Observed(record, InferredFields.Born);
        detail.How = fork.How;
        detail.CloneFlags = fork.Flags;
        detail.Context = fork.Context ?? detail.Context;

        // Under CLONE_PARENT the creator is not the parent, and fork copies the creator.
        var creator = fork.By?.Id is { } creatorId ? Find(creatorId) : parent;
        detail.Cwd ??= creator?.Cwd;
        if (parent is not null && record.ParentRecord != parent)
        {
            // The snapshot had placed it below its current parent.
            ProcessList.RemoveChild(record);
            ProcessList.AddChild(parent, record);
            if (record.State != ProcessState.Exited && detail.CurrentParent?.Id is { } current)
            {
                // No longer in that parent's list of children, so listed as adopted.
                Adoption.Move(record, current, _find);
            }
        }

        // Where the parent is not held, the event of its own fork has its name.
        detail.Parent = parent is null && fork.By is { Id: { } caller } by && caller == fork.Parent ? by : ProcessRecord.ReferenceTo(fork.Parent, parent);
        detail.CurrentParent ??= detail.Parent;
        detail.BornBy = fork.By ?? detail.Parent;
        record.Comm = fork.Comm;

        // fork copies: the child runs its creator's image. What the snapshot read is repeated by the exec events.
        detail.ClearImages();
        detail.AddImage(ProcessImages.Copied(fork, creator is null ? [] : creator.Detail.Images, detail.Arguments));
        Await(record);
        TakeChildren(record);
        return record;
    }

    private ProcessRecord Found(SnapshotEvent snapshot)
    {
        if (Find(snapshot.Process) is { } known)
        {
            // Already known from its events, which say more. Only missing values are taken from the snapshot.
            var knownDetail = known.Edit();
            knownDetail.Context ??= snapshot.Context;
            knownDetail.Cwd ??= snapshot.Context?.Cwd;
            Repair(known, snapshot);
            return known;
        }

        FirstSnapshotNs = FirstSnapshotNs == 0 ? snapshot.BootNs : FirstSnapshotNs;
        var parent = snapshot.Parent is { } id ? Find(id) : null;
        var record = Add(snapshot, parent);
        record.FromSnapshot = snapshot.Process.StartNs <= FirstSnapshotNs;
        if (!record.FromSnapshot)
        {
            // Started after capture began, without a fork event: lost, or still in the ring (Born corrects it then).
            Infer(record, InferredFields.Born);
        }

        var detail = record.Edit();
        detail.SnapshotBootNs = snapshot.BootNs;
        detail.Context = snapshot.Context;
        detail.Cwd = snapshot.Context?.Cwd;
        detail.Threads = snapshot.Threads;
        detail.CurrentParent = ProcessRecord.ReferenceTo(snapshot.Parent, parent);
        detail.AddImage(ProcessImages.Found(snapshot));
        EndAsFound(record, snapshot);

        // iter/task iterates by pid, so after a wraparound a child can precede its parent.
        Await(record);
        TakeChildren(record);
        return record;
    }

    /// <summary>The record of the event's process; created with unknown birth when the fork was lost.</summary>
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
            // The event has the new image's name; the previous one was not seen.
            record.Comm = "";
        }

        var detail = record.Edit();
        detail.Parent = ProcessRecord.ReferenceTo(e.Parent, parent);
        detail.CurrentParent = detail.Parent;
        detail.AddImage(ProcessImages.Unknown(record));
        if (record.Id.StartNs <= FirstSnapshotNs)
        {
            // Exited before the snapshot reached it.
            record.FromSnapshot = true;
        }
        else
        {
            Infer(record, InferredFields.Born);
        }

        Await(record);
        TakeChildren(record);
        _archive.Count(detail);
        return record;
    }

    private ProcessRecord Add(LifecycleEvent e, ProcessRecord? parent)
    {
        var record = _spare.TryPop(out var spare) ? spare : new ProcessRecord();
        record.Begin(e.Process, e.Comm, _archive.Rent());
        record.Position = _live.Count;
        _live.Add(record);

        // A pid belongs to one process at a time, so the previous one has ended. Those before it were ended when it
        // was added.
        if (_byPid.Add(record) is { State: not ProcessState.Exited } earlier)
        {
            EndBefore(earlier, record.Start, record.Id.StartNs);
        }

        ProcessList.AddChild(parent ?? Root, record);
        if (record.LaterLife is { } next)
        {
            // Reported late: a newer process has this pid already.
            EndBefore(record, next.Start, next.Id.StartNs);
        }

        return record;
    }
}
