using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>How processes end: as the exit event says, or, after a loss, as something else proves. And their eviction.</summary>
public sealed partial class ProcessTable
{
    /// <summary>Its number was handed out again, or it is not in the task list: it has gone by then, whatever was seen.</summary>
    private void EndBefore(ProcessRecord record, Timestamp latest, long latestBootNs)
    {
        if (record.Exit is null)
        {
            EndUnseen(record, latest, latestBootNs);
        }
        else
        {
            Infer(record, "reaped");
        }

        record.State = ProcessState.Exited;
    }

    private void EndUnseen(ProcessRecord record, Timestamp latest, long latestBootNs)
    {
        End(record, new ProcessExit { Time = latest, BootNs = latestBootNs });
        Infer(record, "exit");
    }

    private void End(ProcessRecord record, ProcessExit exit)
    {
        Adoption.Leave(record, Find);
        record.Exit = exit;
        record.State = ProcessState.Zombie;
        record.Threads = 0;
        record.ParentRecord!.LiveChildCount--;
        _exited.Enqueue(record);
        while (_exited.Count > _maxExited)
        {
            Evict(_exited.Dequeue());
        }
    }

    private void Evict(ProcessRecord record)
    {
        EvictedCount++;
        _byId.Remove(record.Id);
        ProcessList.RemoveChild(record);
        var lives = _byPid[record.Pid];
        lives.Remove(record);
        if (lives.Lives.Count == 0)
        {
            _byPid.Remove(record.Pid);
        }

        // Survivors move under whoever cares for them now.
        while (record.FirstChild is { } child)
        {
            ProcessList.RemoveChild(child);
            var adopter = child.CurrentParent?.Id is { } id ? Find(id) : null;
            ProcessList.AddChild(adopter ?? Root, child);
        }
    }

    /// <summary>After a loss: whoever was not there any more, but was born before, has ended unseen.</summary>
    private void Compare(CensusEvent census)
    {
        var gone = new List<ProcessRecord>();
        foreach (var record in _byId.Values)
        {
            if (record.State != ProcessState.Exited && record.Id.StartNs < census.BootNs && !census.Present.Contains(record.Id))
            {
                gone.Add(record);
            }
        }

        foreach (var record in gone)
        {
            EndBefore(record, census.Time, census.BootNs);
        }
    }

    /// <summary>After a loss: the process is called otherwise than its events say, so an exec or a rename is missing.</summary>
    private static void RepairImage(ProcessRecord record, SnapshotEvent snapshot)
    {
        if (snapshot.Comm == record.Comm || snapshot.BootNs < record.ChangedBootNs || !record.Alive)
        {
            return;
        }

        record.Comm = snapshot.Comm;
        record.ExecCount++;
        record.ImageList.Add(ProcessImages.Found(snapshot) with { N = record.ExecCount, BootNs = snapshot.BootNs });
        Infer(record, "images");
    }
}
