using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Learning;

/// <summary>
/// Extracts the run of an experiment from a stream of events: it begins with the exec of the experiment's program and includes all
/// descendants. A later run replaces one that has ended.
/// </summary>
/// <param name="program">The file name; it counts as the experiment's in a folder named "lab".</param>
/// <param name="pid">Only the run of this process; null accepts any.</param>
public sealed class RunCollector(string program, int? pid = null)
{
    /// <summary>The folder of the programs, inside that of the dashboard.</summary>
    public const string Folder = "lab";

    /// <summary>Maximum number of events. The largest run has some thirty; one that has to retry a pid has more.</summary>
    public const int MaxEvents = 2000;

    private readonly string _ending = $"/{Folder}/{program}";

    private List<RunEvent> _events = [];

    /// <summary>Bounded by <see cref="MaxEvents"/>.</summary>
    private HashSet<ProcessId> _members = [];

    private ExperimentRun _run = ExperimentRun.Empty;

    /// <summary>A copy of the events collected so far, which does not change any more.</summary>
    public ExperimentRun Run => _run.Events.Count == _events.Count && _run != ExperimentRun.Empty
        ? _run
        : _run = new ExperimentRun([.. _events]);

    /// <summary>Processes one event and keeps only copies. True when it belongs to the run.</summary>
    public bool Offer(LifecycleEvent e)
    {
        if (IsStart(e) && (_events.Count == 0 || Run.Ended))
        {
            _events = [];
            _members = [e.Process];
            _run = ExperimentRun.Empty;
        }
        else if (e is ForkEvent fork && (IsMember(fork.Parent) || IsMember(fork.By?.Id)))
        {
            _members.Add(e.Process);
        }
        else if (!IsMember(e.Process))
        {
            return false;
        }

        if (_events.Count >= MaxEvents || RunEvent.CopyOf(e) is not { } copy)
        {
            return false;
        }

        _events.Add(copy);
        return true;
    }

    private bool IsMember(ProcessId? id) => id is { } known && _members.Contains(known);

    private bool IsStart(LifecycleEvent e)
        => e is ExecExitEvent { Succeeded: true, Path: { } path } exec
            && path.EndsWith(_ending, StringComparison.Ordinal)
            // Inside a container the launcher knows the pid of its own namespace, not of the initial one.
            && (pid is null || e.Pid == pid || exec.Context?.PidInNamespace == pid);
}
