using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf;

/// <summary>
/// Ties a wait, which knows a number and a reaper, to the process that ended, and to its release, which knows the
/// process and the final books but no reaper. Bounded by pid_max: one entry a number.
/// </summary>
internal sealed class ZombieLedger
{
    private readonly Dictionary<int, Zombie> _byPid = [];

    public void Add(Zombie zombie) => _byPid[zombie.Process.Pid] = zombie;

    public void Waited(in ReapRecord record, string reaperComm)
    {
        var reaper = record.Header.Process;
        if (Find(record, reaper.Pid) is not { } zombie)
        {
            // A stop or a continue (wait without a status pointer): the process has not ended.
            return;
        }

        // A tracer is told of the end first and releases nothing; the parent's own wait then counts.
        // A zombie whose parent has gone is waited for by whoever adopted it.
        if (zombie.Reaper is not null && zombie.Parent?.Pid == zombie.Reaper.Pid)
        {
            return;
        }

        zombie.Reaper = new ProcessReference(reaper, reaper.Pid, reaperComm);
        zombie.WaitedBootNs = (long)record.Header.BootNs;
    }

    /// <summary>Null when the exit was not seen.</summary>
    public Zombie? Released(ProcessId process)
        => _byPid.TryGetValue(process.Pid, out var zombie) && zombie.Process == process && _byPid.Remove(process.Pid)
            ? zombie
            : null;

    /// <summary>The number was given away again: whatever had it is gone, also when its release was lost.</summary>
    public Zombie? Reused(int pid) => _byPid.Remove(pid, out var zombie) ? zombie : null;

    private Zombie? Find(in ReapRecord record, int reaperPid)
    {
        var pid = (int)record.ReapedPid;
        if (!record.Header.Has(RecordFlags.NestedNamespace))
        {
            return _byPid.GetValueOrDefault(pid);
        }

        // Few are zombies at one time, and nested namespaces are small.
        foreach (var zombie in _byPid.Values)
        {
            if (zombie.PidInNamespace == pid && zombie.Parent?.Pid == reaperPid)
            {
                return zombie;
            }
        }

        return null;
    }
}
