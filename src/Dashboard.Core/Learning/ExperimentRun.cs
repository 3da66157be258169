using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Learning;

/// <summary>One run of an experiment: the events of its process tree, oldest first, and the processes derived from them.</summary>
public sealed class ExperimentRun
{
    public static readonly ExperimentRun Empty = new([]);

    private readonly List<RunProcess> _processes = [];

    public ExperimentRun(IReadOnlyList<RunEvent> events)
    {
        Events = events;
        var byProcess = events.GroupBy(e => e.Process).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var id in events.Select(e => e.Process).Distinct())
        {
            var own = byProcess[id];
            var parent = own[0].Kind == EventKind.Fork ? _processes.Find(p => p.Id == own[0].Parent) : null;
            _processes.Add(new RunProcess
            {
                Id = id,
                Parent = parent,
                Life = _processes.Count(p => p.Pid == id.Pid) + 1,
                Events = own,
            });
        }
    }

    /// <summary>Bounded by <see cref="RunCollector.MaxEvents"/>.</summary>
    public IReadOnlyList<RunEvent> Events { get; }

    /// <summary>In order of creation; the first is the experiment's program.</summary>
    public IReadOnlyList<RunProcess> Processes => _processes;

    /// <summary>The program of the experiment; null before the run has begun.</summary>
    public RunProcess? Root => _processes.Count > 0 ? _processes[0] : null;

    /// <summary>
    /// All its processes have exited, and no event is missing: the kernel reports a reap later than it happens, often after the end
    /// of the process that waited.
    /// </summary>
    public bool Ended => _processes.Count > 0
        && _processes.TrueForAll(p => p.Exit is not null)
        && (Root!.Reap is not null || _processes.Skip(1).All(p => p.Reap is not null));

    public IEnumerable<RunProcess> Children => _processes.Where(p => p.Parent is not null && p.Parent.Id == Root!.Id);

    public RunProcess? Find(ProcessId? id) => _processes.Find(p => p.Id == id);

    /// <summary>The run after its first events.</summary>
    public ExperimentRun After(int events) => events >= Events.Count ? this : new ExperimentRun([.. Events.Take(events)]);

    /// <summary>Each parent before its children.</summary>
    public IEnumerable<RunProcess> InTreeOrder() => Root is { } root ? Below(root) : [];

    private IEnumerable<RunProcess> Below(RunProcess top)
        => _processes.Where(p => p.Parent?.Id == top.Id).SelectMany(Below).Prepend(top);
}
