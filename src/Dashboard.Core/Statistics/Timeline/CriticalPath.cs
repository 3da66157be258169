using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>
/// The chain of processes that determined when a subtree finished. Computed backwards from its last end: a process worked itself since
/// its last child ended; before, that child did, and so on, down to the birth of the first. A faster process on the path makes
/// the whole finish earlier; a faster process elsewhere does not.
/// </summary>
/// <remarks>
/// Waiting is inferred from the ends of children, because wait(2) itself is not traced. A child reaped by another process was not
/// waited for by its parent, and a child that ended after the considered moment delayed nothing.
/// </remarks>
public sealed record CriticalPath
{
    /// <summary>Maximum number of <see cref="Steps"/>; a longer path is cut at its beginning, and marked so.</summary>
    public const int MaxSteps = 4_000;

    public required ProcessId Root { get; init; }

    public required string Comm { get; init; }

    /// <summary>In order of time, without gaps.</summary>
    public required IReadOnlyList<CriticalStep> Steps { get; init; }

    /// <summary>True while a process of the subtree runs: the path is incomplete.</summary>
    public required bool Running { get; init; }

    public required bool Cut { get; init; }

    public long FromNs => Steps.Count == 0 ? 0 : Steps[0].FromNs;

    public long ToNs => Steps.Count == 0 ? 0 : Steps[^1].ToNs;

    public int ProcessCount => Steps.Select(s => s.Id).Distinct().Count();

    /// <summary>Inside LifecycleStore.Read.</summary>
    /// <param name="sinceNs">The beginning of the capture: the path begins there at the earliest.</param>
    /// <param name="nowNs">The end of what still runs.</param>
    public static CriticalPath Of(ProcessRecord root, long sinceNs, long nowNs)
    {
        var last = LastToEnd(root, nowNs);
        var steps = new List<CriticalStep>();
        var cut = false;
        var at = EndOf(last, nowNs);
        for (ProcessRecord? own = last; own is not null && !cut; own = own == root ? null : own.ParentRecord)
        {
            // The time before the birth of a subtree's last process is explained by its parent.
            at = GoBack(own, at, steps, sinceNs, nowNs, out cut);
        }

        steps.Reverse();
        return new CriticalPath
        {
            Root = root.Id,
            Comm = root.Comm,
            Steps = steps,
            Running = last.Exit is null || last.Exit.BootNs > nowNs,
            Cut = cut,
        };
    }

    /// <summary>Time on the path by process name, most first.</summary>
    public IReadOnlyList<(string Comm, long Ns)> ByComm()
        => [.. Steps.GroupBy(s => s.Comm).Select(g => (g.Key, Ns: g.Sum(s => s.Ns))).OrderByDescending(g => g.Ns).ThenBy(g => g.Key, StringComparer.Ordinal)];

    /// <summary>Walks back through one process and the children that it waited for; returns the moment of its birth.</summary>
    private static long GoBack(ProcessRecord own, long atNs, List<CriticalStep> steps, long sinceNs, long nowNs, out bool cut)
    {
        var open = new Stack<Waiting>();
        open.Push(new Waiting(own, atNs, nowNs));
        while (open.TryPeek(out var waiting) && steps.Count < MaxSteps)
        {
            var child = waiting.NextChild();
            var from = Math.Max(sinceNs, child is null ? waiting.Process.BeganBootNs : EndOf(child, nowNs));
            if (from < waiting.AtNs)
            {
                steps.Add(new CriticalStep(waiting.Process.Id, waiting.Process.Comm, from, waiting.AtNs));
            }

            if (child is null)
            {
                open.Pop();
            }
            else
            {
                waiting.AtNs = child.BeganBootNs;
                open.Push(new Waiting(child, EndOf(child, nowNs), nowNs));
            }
        }

        cut = steps.Count >= MaxSteps;
        return Math.Min(own.BeganBootNs, atNs);
    }

    private static ProcessRecord LastToEnd(ProcessRecord root, long nowNs)
    {
        var last = root;
        var open = new Stack<ProcessRecord?>();
        open.Push(root.FirstChild);
        while (open.TryPop(out var record))
        {
            if (record is null)
            {
                continue;
            }

            open.Push(record.NextSibling);
            if (record.Id.StartNs <= nowNs)
            {
                last = EndOf(record, nowNs) > EndOf(last, nowNs) ? record : last;
                open.Push(record.FirstChild);
            }
        }

        return last;
    }

    private static long EndOf(ProcessRecord record, long nowNs) => Math.Min(record.Exit?.BootNs ?? nowNs, nowNs);

    /// <summary>A process, the moment back to which its time is explained, and its children by end, the latest first.</summary>
    private sealed class Waiting
    {
        private readonly List<ProcessRecord> _children;
        private readonly long _nowNs;
        private int _next;

        public Waiting(ProcessRecord process, long atNs, long nowNs)
        {
            (Process, AtNs, _nowNs) = (process, atNs, nowNs);

            // Of two children that end together, the longer-lived one determined the time.
            _children = [.. process.Children.Where(c => MayHaveWaited(process, c, nowNs))];
            _children.Sort((a, b) => EndOf(b, nowNs).CompareTo(EndOf(a, nowNs)) is var byEnd and not 0 ? byEnd : a.Id.StartNs.CompareTo(b.Id.StartNs));
        }

        public ProcessRecord Process { get; }

        public long AtNs { get; set; }

        public ProcessRecord? NextChild()
        {
            while (_next < _children.Count)
            {
                var child = _children[_next++];
                if (EndOf(child, _nowNs) <= AtNs)
                {
                    return child;
                }
            }

            return null;
        }

        private static bool MayHaveWaited(ProcessRecord parent, ProcessRecord child, long nowNs)
            => child.Id.StartNs <= nowNs && (child.Reaped?.By?.Id is not { } reaper || reaper == parent.Id);
    }
}
