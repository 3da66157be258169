using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>
/// After a loss: what a new look at the task list corrects. It tells what is, not what happened, so everything that it
/// changes is marked as concluded.
/// </summary>
public sealed partial class ProcessTable
{
    /// <summary>Whoever was not there any more, but was born before, has ended unseen.</summary>
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

    /// <summary>A process that is known was seen again; events that are newer than that know better.</summary>
    private void Repair(ProcessRecord record, SnapshotEvent snapshot)
    {
        if (!record.Alive || snapshot.BootNs < record.ChangedBootNs)
        {
            return;
        }

        RepairImage(record, snapshot);
        record.Threads = snapshot.Threads;
        if (snapshot.Parent is { } parent && record.CurrentParent?.Id != parent)
        {
            Adoption.Move(record, parent, Find);
        }

        EndAsFound(record, snapshot);
    }

    /// <summary>It is called otherwise than its events say, so an exec or a rename is missing.</summary>
    private static void RepairImage(ProcessRecord record, SnapshotEvent snapshot)
    {
        if (snapshot.Comm == record.Comm)
        {
            return;
        }

        record.Comm = snapshot.Comm;
        record.ExecCount++;
        if (record.ImageList.Count >= ProcessRecord.MaxImages)
        {
            record.ImageList.RemoveAt(1);
        }

        record.ImageList.Add(ProcessImages.Found(snapshot) with { N = record.ExecCount, BootNs = snapshot.BootNs });
        Infer(record, "images");
    }

    /// <summary>Found as a zombie: its exit was not seen, so when is not known. The moment it was found is the latest bound.</summary>
    private void EndAsFound(ProcessRecord record, SnapshotEvent snapshot)
    {
        if (snapshot.Exit is not { } status || record.Exit is not null)
        {
            return;
        }

        Adoption.HandOver(record, null, Find);
        End(record, new ProcessExit
        {
            Time = snapshot.Time,
            BootNs = snapshot.BootNs,
            ExitCode = status.ExitCode,
            Signal = status.Signal,
            CoreDumped = status.CoreDumped,
        });
        Infer(record, "exit.time");
    }
}
