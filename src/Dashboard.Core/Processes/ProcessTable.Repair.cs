using Dashboard.Core.Events;
using Dashboard.Core.Model;

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
        foreach (var record in All)
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
        if (!record.Alive || snapshot.BootNs < record.Detail.ChangedBootNs)
        {
            return;
        }

        RepairImage(record, snapshot);
        record.Edit().Threads = snapshot.Threads;
        if (snapshot.Parent is { } parent && record.Detail.CurrentParent?.Id != parent)
        {
            Adoption.Move(record, parent, _find);
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
        var detail = record.Edit();
        var image = ProcessImages.Found(snapshot);
        image.N = ++detail.ExecCount;
        image.BootNs = snapshot.BootNs;
        detail.AddImage(image);
        Infer(record, "images");
    }

    /// <summary>Found as a zombie: its exit was not seen, so when is not known. The moment it was found is the latest bound.</summary>
    private void EndAsFound(ProcessRecord record, SnapshotEvent snapshot)
    {
        if (snapshot.Exit is not { } status || record.HasEnded)
        {
            return;
        }

        Adoption.HandOver(record, default, _find);
        End(record, snapshot.BootNs, new ExitEntry(snapshot.Time, status.ExitCode, status.Signal, status.CoreDumped, false, default));
        Infer(record, "exit.time");
    }
}
