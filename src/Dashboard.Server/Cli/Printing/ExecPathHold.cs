using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Cli.Printing;

/// <summary>
/// Delays an exec.enter whose path could not be read yet (its page was not resident) until the exec.exit contains it,
/// and the later events of the same process, to keep their order. Events of other processes pass.
/// </summary>
/// <remarks>Bounded by the number of processes inside an exec, each for at most <see cref="MaxHoldNs"/>.</remarks>
internal sealed class ExecPathHold
{
    /// <summary>An exec takes less than a millisecond; one that takes longer than this waits for a disk, and output must go on.</summary>
    private const long MaxHoldNs = 1_000_000_000;

    private readonly Dictionary<ProcessId, List<LifecycleEvent>> _held = [];

    /// <summary>Adds an event; appends to <paramref name="ready"/> what may be printed now.</summary>
    public void Add(LifecycleEvent e, List<LifecycleEvent> ready)
    {
        if (!_held.TryGetValue(e.Process, out var queue))
        {
            if (e is not ExecEnterEvent { Path: null })
            {
                ready.Add(e);
                return;
            }

            _held.Add(e.Process, queue = []);
        }

        switch (e)
        {
            case ExecExitEvent exec:
                Resolve(queue, exec);
                break;
            case ExitEvent:
                // Killed inside the exec: the path will not be reported any more.
                ResolveAll(queue);
                break;
        }

        queue.Add(e);
        Flush(e.Process, queue, ready);
    }

    /// <summary>Releases what has waited too long.</summary>
    public void ReleaseOverdue(long nowBootNs, List<LifecycleEvent> ready)
        => Release(queue => nowBootNs - queue[0].BootNs > MaxHoldNs, ready);

    /// <summary>Releases everything at the end of the capture.</summary>
    public void ReleaseAll(List<LifecycleEvent> ready) => Release(_ => true, ready);

    private void Release(Func<List<LifecycleEvent>, bool> isDue, List<LifecycleEvent> ready)
    {
        foreach (var (process, queue) in _held.Where(held => isDue(held.Value)).ToList())
        {
            ResolveAll(queue);
            Flush(process, queue, ready);
        }
    }

    /// <summary>Matches by thread: several threads of a process may be inside an exec, and only one succeeds.</summary>
    private static void Resolve(List<LifecycleEvent> queue, ExecExitEvent exec)
    {
        var caller = exec.OldTid ?? exec.Tid;
        var at = queue.FindIndex(e => e is ExecEnterEvent { Path: null } && e.Tid == caller);
        if (at >= 0)
        {
            queue[at] = (ExecEnterEvent)queue[at] with { Path = exec.Path ?? "" };
        }

        if (exec.Succeeded)
        {
            // A successful exec ends the other threads, and their calls with them.
            ResolveAll(queue);
        }
    }

    private static void ResolveAll(List<LifecycleEvent> queue)
    {
        for (var i = 0; i < queue.Count; i++)
        {
            if (queue[i] is ExecEnterEvent { Path: null } enter)
            {
                queue[i] = enter with { Path = "" };
            }
        }
    }

    private void Flush(ProcessId process, List<LifecycleEvent> queue, List<LifecycleEvent> ready)
    {
        var done = queue.FindIndex(e => e is ExecEnterEvent { Path: null });
        done = done < 0 ? queue.Count : done;
        ready.AddRange(queue[..done]);
        queue.RemoveRange(0, done);
        if (queue.Count == 0)
        {
            _held.Remove(process);
        }
    }
}
