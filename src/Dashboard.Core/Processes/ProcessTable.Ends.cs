using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>How processes end: as the exit event says, or, after a loss, as something else proves. And their eviction.</summary>
public sealed partial class ProcessTable
{
    private void Exited(ProcessRecord record, ExitEvent exit)
    {
        var concluded = IsInferred(record, "exit") || IsInferred(record, "exit.time");
        if (record.Exit is not null && !concluded)
        {
            return;
        }

        record.Usage ??= exit.Usage;
        record.Comm = exit.Comm.Length > 0 ? exit.Comm : record.Comm;
        _lookups.Forget(record);
        var told = new ProcessExit
        {
            Time = exit.Time,
            BootNs = exit.BootNs,
            ExitCode = exit.ExitCode,
            Signal = exit.Signal,
            CoreDumped = exit.CoreDumped,
            Oom = exit.Oom,
            By = exit.By,
        };
        if (record.Exit is not null)
        {
            // The end was concluded before its event came, which knows better.
            record.Exit = told;
            Observed(record, "exit", "exit.time");
            return;
        }

        Adoption.HandOver(record, exit.Adopter, Find);
        End(record, told);
    }

    private void Reaped(ProcessRecord record, ReapEvent reap)
    {
        if (record.Exit is null)
        {
            // Waited for, so it had exited: the exit event was lost, and with it the status.
            EndUnseen(record, reap.Time, reap.BootNs);
        }
        else
        {
            reap.ZombieNs = Math.Max(0, reap.BootNs - record.Exit.BootNs);
        }

        record.State = ProcessState.Exited;
        record.Usage = reap.Usage ?? record.Usage;
        Observed(record, "reaped");
        record.Reaped ??= new ProcessReap(reap.Time, reap.By, reap.ZombieNs);
    }

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
        _lookups.Forget(record);
        // Its children have somebody new; who that is the next snapshot or their own next event tells.
        Adoption.HandOver(record, null, Find);
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
}
