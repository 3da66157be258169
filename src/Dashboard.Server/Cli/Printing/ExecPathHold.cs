using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Server.Cli.Printing;

/// <summary>
/// Holds an exec.enter whose path could not be read yet (its page was not resident) until the exec.exit brings it, and
/// what the same process does meanwhile, so that its order is kept. Other processes pass.
/// </summary>
/// <remarks>Bounded by the processes that are inside an exec, each for at most <see cref="MaxHoldNs"/>.</remarks>
internal sealed class ExecPathHold
{
    /// <summary>An exec takes under a millisecond; one that takes this long waits for a disk, and the reader for us.</summary>
    private const long MaxHoldNs = 1_000_000_000;

    private readonly Dictionary<ProcessId, List<LifecycleEvent>> _held = [];

    /// <summary>Takes in an event; adds to <paramref name="ready"/> what may be shown now.</summary>
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
                // Killed inside the exec: nobody will tell the path any more.
                ResolveAll(queue);
                break;
        }

        queue.Add(e);
        Flush(e.Process, queue, ready);
    }

    /// <summary>Lets go what has waited too long.</summary>
    public void ReleaseOverdue(long nowBootNs, List<LifecycleEvent> ready)
        => Release(queue => nowBootNs - queue[0].BootNs > MaxHoldNs, ready);

    /// <summary>Lets go everything: the capture has ended.</summary>
    public void ReleaseAll(List<LifecycleEvent> ready) => Release(_ => true, ready);

    private void Release(Func<List<LifecycleEvent>, bool> isDue, List<LifecycleEvent> ready)
    {
        foreach (var (process, queue) in _held.Where(held => isDue(held.Value)).ToList())
        {
            ResolveAll(queue);
            Flush(process, queue, ready);
        }
    }

    /// <summary>Pairs by thread: several threads of a process may be inside an exec, and one of them wins.</summary>
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
            // The other threads are gone, and their calls with them.
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
