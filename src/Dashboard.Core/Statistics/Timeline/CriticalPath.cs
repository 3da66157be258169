using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>
/// What decided when a subtree was done. Goes back from its last end: a process did the work itself since its last child
/// ended; that child decided before, and so on, to the birth of the first. Make any process on the path faster and the
/// whole is done earlier; make another one faster and nothing changes.
/// </summary>
/// <remarks>
/// Who waited for whom is concluded from the ends of children: wait(2) itself is not traced. A child that somebody else
/// reaped was not waited for by its parent, and one that was still running then held nobody up.
/// </remarks>
public sealed record CriticalPath
{
    /// <summary>Bound of <see cref="Steps"/>; a path of more is cut at its beginning, and says so.</summary>
    public const int MaxSteps = 4_000;

    public required ProcessId Root { get; init; }

    public required string Comm { get; init; }

    /// <summary>In the order of time, without gaps.</summary>
    public required IReadOnlyList<CriticalStep> Steps { get; init; }

    /// <summary>True while something of the subtree runs: the path so far.</summary>
    public required bool Running { get; init; }

    public required bool Cut { get; init; }

    public long FromNs => Steps.Count == 0 ? 0 : Steps[0].FromNs;

    public long ToNs => Steps.Count == 0 ? 0 : Steps[^1].ToNs;

    public int ProcessCount => Steps.Select(s => s.Id).Distinct().Count();

    /// <summary>Inside LifecycleStore.Read.</summary>
    /// <param name="sinceNs">What was before, nobody saw: the path begins there at the earliest.</param>
    /// <param name="nowNs">What runs has run until then.</param>
    public static CriticalPath Of(ProcessRecord root, long sinceNs, long nowNs)
    {
        var last = LastToEnd(root, nowNs);
        var steps = new List<CriticalStep>();
        var cut = false;
        var at = EndOf(last, nowNs);
        for (ProcessRecord? own = last; own is not null && !cut; own = own == root ? null : own.ParentRecord)
        {
            // What came before the birth of the last one was decided by whoever bore it.
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

    /// <summary>Time on the path by name of the process, most first.</summary>
    public IReadOnlyList<(string Comm, long Ns)> ByComm()
        => [.. Steps.GroupBy(s => s.Comm).Select(g => (g.Key, Ns: g.Sum(s => s.Ns))).OrderByDescending(g => g.Ns).ThenBy(g => g.Key, StringComparer.Ordinal)];

    /// <summary>Goes back through one process and those that it waited for; answers the moment of its birth.</summary>
    private static long GoBack(ProcessRecord own, long atNs, List<CriticalStep> steps, long sinceNs, long nowNs, out bool cut)
    {
        var open = new Stack<Waiting>();
        open.Push(new Waiting(own, atNs, nowNs));
        while (open.TryPeek(out var waiting) && steps.Count < MaxSteps)
        {
            var child = waiting.NextChild();
            var from = Math.Max(sinceNs, child is null ? waiting.Process.Id.StartNs : EndOf(child, nowNs));
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
                waiting.AtNs = child.Id.StartNs;
                open.Push(new Waiting(child, EndOf(child, nowNs), nowNs));
            }
        }

        cut = steps.Count >= MaxSteps;
        return Math.Min(own.Id.StartNs, atNs);
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

    /// <summary>A process, how far back its time is explained, and its children by their ends, the latest first.</summary>
    private sealed class Waiting
    {
        private readonly List<ProcessRecord> _children;
        private readonly long _nowNs;
        private int _next;

        public Waiting(ProcessRecord process, long atNs, long nowNs)
        {
            (Process, AtNs, _nowNs) = (process, atNs, nowNs);

            // Of two that end together the longer one decided.
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
