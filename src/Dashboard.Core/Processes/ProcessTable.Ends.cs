using Dashboard.Core.Events;

namespace Dashboard.Core.Processes;

/// <summary>How processes end: as the exit event says, or, after a loss, as something else proves. And their eviction.</summary>
public sealed partial class ProcessTable
{
    private void Exit(ProcessRecord record, ExitEvent exit)
    {
        var concluded = IsInferred(record, "exit") || IsInferred(record, "exit.time");
        if (record.HasEnded && !concluded)
        {
            return;
        }

        var detail = record.Edit();
        detail.Usage = detail.Usage ?? exit.Usage;
        record.Comm = exit.Comm.Length > 0 ? exit.Comm : record.Comm;
        if (record.HasEnded)
        {
            // The end was concluded before its event came, which knows better.
            record.ExitBootNs = exit.BootNs;
            detail.SetExit(ExitEntry.Of(exit));
            _exited.Change(record);
            Observed(record, "exit");
            Observed(record, "exit.time");
            Adoption.HandOver(record, exit.Adopter, _find);
            return;
        }

        Adoption.HandOver(record, exit.Adopter, _find);
        End(record, exit.BootNs, ExitEntry.Of(exit));
    }

    private void Reap(ProcessRecord record, ReapEvent reap)
    {
        if (!record.HasEnded)
        {
            // Waited for, so it had exited: the exit event was lost, and with it the status.
            EndUnseen(record, reap.Time, reap.BootNs);
        }
        else
        {
            reap.ZombieNs = Math.Max(0, reap.BootNs - record.ExitBootNs);
        }

        Leave(record);
        var detail = record.Edit();
        if (reap.By is { Id: { } by } waited && by == reap.Parent)
        {
            // A wait is told some time after it was made: its parent may have ended since, and handed on what it had reaped.
            // Whoever waits without being the parent is a tracer.
            detail.CurrentParent = waited;
        }

        detail.Usage = reap.Usage ?? detail.Usage;
        Observed(record, "reaped");
        if (!detail.Reaped.IsKnown)
        {
            detail.Reaped = new ReapEntry(true, reap.Time, reap.By, reap.ZombieNs);
        }
    }

    /// <summary>Its number was handed out again, or it is not in the task list: it has gone by then, whatever was seen.</summary>
    private void EndBefore(ProcessRecord record, Timestamp latest, long latestBootNs)
    {
        if (!record.HasEnded)
        {
            EndUnseen(record, latest, latestBootNs);
        }
        else
        {
            Infer(record, "reaped");
        }

        Leave(record);
    }

    /// <summary>The last that the kernel knew of it is gone.</summary>
    private void Leave(ProcessRecord record)
    {
        record.State = ProcessState.Exited;
        Adoption.Leave(record, record.Detail, _find);
    }

    private void EndUnseen(ProcessRecord record, Timestamp latest, long latestBootNs)
    {
        // Its children have somebody new; who that is the next snapshot tells, or its exit event where that comes late.
        Adoption.HandOver(record, default, _find);
        End(record, latestBootNs, new ExitEntry { Time = latest });
        Infer(record, "exit");
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

    /// <summary>The last of the live takes its place.</summary>
    private void LeaveLive(ProcessRecord record)
    {
        var last = _live[^1];
        _live[record.Position] = last;
        last.Position = record.Position;
        _live.RemoveAt(_live.Count - 1);
    }

    /// <summary>Of a recording. Goes round from the oldest on: the place of an evicted one is a young one's.</summary>
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
        ProcessList.RemoveChild(record);

        // Survivors move under whoever cares for them now.
        while (record.FirstChild is { } child)
        {
            ProcessList.RemoveChild(child);
            var adopter = child.Detail.CurrentParent?.Id is { } current ? Find(current) : null;
            ProcessList.AddChild(adopter ?? Root, child);

            // In the list of children now, so no longer among those adopted from elsewhere: Leave will not look there.
            adopter?.Detail.Adopted?.Remove(child);
        }

        _archive.Release(record);
        if (_spare.Count < MaxSpareRecords)
        {
            _spare.Push(record);
        }
    }
}
