using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// Corrects the table from a new task list after a loss. It shows the present state, not the events, so every change made here
/// is marked as inferred.
/// </summary>
public sealed partial class ProcessTable
{
    /// <summary>Processes that are missing in the list, but are older than it, have ended unseen.</summary>
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

    /// <summary>A known process was seen again; newer events take precedence.</summary>
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

    /// <summary>Its name differs from that of its events, so an exec or a rename is missing.</summary>
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
        Infer(record, InferredFields.Images);
    }

    /// <summary>Found as a zombie: its exit was not seen. The moment of the snapshot is the latest possible time.</summary>
    private void EndAsFound(ProcessRecord record, SnapshotEvent snapshot)
    {
        if (snapshot.Exit is not { } status || record.HasEnded)
        {
            return;
        }

        Adoption.HandOver(record, default, _find);
        End(record, snapshot.BootNs, new ExitEntry(snapshot.Time, status.ExitCode, status.Signal, status.CoreDumped, false, default));
        Infer(record, InferredFields.ExitTime);
    }
}
