using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>Ends processes, by an exit event or, after a loss, by other evidence. Also evicts them.</summary>
public sealed partial class ProcessTable
{
    private void Exit(ProcessRecord record, ExitEvent exit)
    {
        Wait(record, exit);
        var concluded = IsInferred(record, InferredFields.Exit | InferredFields.ExitTime);
        if (record.HasEnded && !concluded)
        {
            return;
        }

        var detail = record.Edit();
        detail.Usage = detail.Usage ?? exit.Usage;
        record.Comm = exit.Comm.Length > 0 ? exit.Comm : record.Comm;
        if (record.HasEnded)
        {
            // The end was inferred before its event arrived, which is more precise.
            record.ExitBootNs = exit.BootNs;
            detail.SetExit(ExitEntry.Of(exit));
            _exited.Change(record);
            Observed(record, InferredFields.Exit | InferredFields.ExitTime);
            Adoption.HandOver(record, exit.Adopter, _find);
            return;
        }

        Adoption.HandOver(record, exit.Adopter, _find);
        End(record, exit.BootNs, ExitEntry.Of(exit));
    }

    /// <summary>A recording may begin after the exec that ended the wait: then the exit says how long it was.</summary>
    private static void Wait(ProcessRecord record, ExitEvent exit)
    {
        if (record.WaitedNs is > 0 and var known)
        {
            exit.WaitedNs = known;
        }
        else if (exit.WaitedNs != 0)
        {
            exit.WaitedNs = Math.Clamp(exit.WaitedNs, 0, Math.Max(0, exit.BootNs - record.Id.StartNs));
            record.Wait(exit.WaitedNs);
        }
    }

    private void Reap(ProcessRecord record, ReapEvent reap)
    {
        if (!record.HasEnded)
        {
            // It was waited for, so it had exited: the exit event was lost, and its status with it.
            EndUnseen(record, reap.Time, reap.BootNs);
        }
        else
        {
            reap.ZombieNs = Math.Max(0, reap.BootNs - record.ExitBootNs);
        }

        Leave(record);
        Named(reap.By);
        var detail = record.Edit();
        if (reap.By is { Id: { } by } waited && by == reap.Parent)
        {
            // A reap is reported after the wait: the parent may have exited meanwhile, and handed the reaped child over.
            // A process that waits without being the parent is a tracer.
            detail.CurrentParent = waited;
        }

        detail.Usage = reap.Usage ?? detail.Usage;
        Observed(record, InferredFields.Reaped);
        if (!detail.Reaped.IsKnown)
        {
            detail.Reaped = new ReapEntry(true, reap.Time, reap.By, reap.ZombieNs);
        }
    }

    /// <summary>Its pid was reused, or it is missing in the task list: it has been released by then.</summary>
    private void EndBefore(ProcessRecord record, Timestamp latest, long latestBootNs)
    {
        if (!record.HasEnded)
        {
            EndUnseen(record, latest, latestBootNs);
        }
        else
        {
            Infer(record, InferredFields.Reaped);
        }

        Leave(record);
    }

    /// <summary>The kernel has released it.</summary>
    private void Leave(ProcessRecord record)
    {
        record.State = ProcessState.Exited;
        Adoption.Leave(record, record.Detail, _find);
    }

    private void EndUnseen(ProcessRecord record, Timestamp latest, long latestBootNs)
    {
        // Its children have another parent, which the next snapshot or a late exit event shows.
        Adoption.HandOver(record, default, _find);
        End(record, latestBootNs, new ExitEntry { Time = latest });
        Infer(record, InferredFields.Exit);
    }

    private void End(ProcessRecord record, long bootNs, in ExitEntry exit)
    {
        var detail = record.Edit();
        detail.SetExit(exit);
        detail.OpenLookups.Clear();
        detail.OpenLookupBytes = 0;
        detail.Threads = 0;
        record.HasEnded = true;
        record.ExitBootNs = bootNs;
        record.State = ProcessState.Zombie;
        record.ParentRecord!.LiveChildCount--;

        LeaveLive(record);
        _exited.Add(record);
        _archive.Settle(record);
    }

    /// <summary>Moves the last live process into its place.</summary>
    private void LeaveLive(ProcessRecord record)
    {
        var last = _live[^1];
        _live[record.Position] = last;
        last.Position = record.Position;
        _live.RemoveAt(_live.Count - 1);
    }

    /// <summary>For recordings. Continues cyclically from the oldest, because a younger process takes an evicted one's place.</summary>
    private void EvictLive()
    {
        _nextToEvict = _nextToEvict < _live.Count - 1 ? _nextToEvict : 0;
        var record = _live[_nextToEvict++];
        LeaveLive(record);
        Evict(record);
        EvictedLiveCount++;
    }

    private void Evict(ProcessRecord record)
    {
        EvictedCount++;
        if (record.State != ProcessState.Exited)
        {
            Adoption.Leave(record, record.Detail, _find);
        }

        _byPid.Remove(record);
        _awaited.Remove(record.Id);
        ProcessList.RemoveChild(record);

        // Live children move below their current parent.
        while (record.FirstChild is { } child)
        {
            ProcessList.RemoveChild(child);
            var adopter = child.Detail.CurrentParent?.Id is { } current ? Find(current) : null;
            ProcessList.AddChild(adopter ?? Root, child);

            // Now a regular child, so no longer listed as adopted: Leave will not look there.
            adopter?.Detail.Adopted?.Remove(child);
        }

        _archive.Release(record);
        if (_spare.Count < MaxSpareRecords)
        {
            _spare.Push(record);
        }
    }
}
