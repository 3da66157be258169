using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Learning;

/// <summary>
/// Picks the run of an experiment out of a stream of events: it begins when the experiment's program is exec'ed, and
/// what its descendants do belongs to it. A run that begins later takes the place of one that has ended.
/// </summary>
/// <param name="program">The file name; it is the experiment's when it lies in a folder called "lab".</param>
/// <param name="pid">Only the run of this process; null takes any.</param>
public sealed class RunCollector(string program, int? pid = null)
{
    /// <summary>Where the programs lie, in the folder of the dashboard.</summary>
    public const string Folder = "lab";

    /// <summary>Bound of a run. The largest has some thirty; one that must try a number again and again has more.</summary>
    public const int MaxEvents = 2000;

    private readonly string _ending = $"/{Folder}/{program}";

    private List<RunEvent> _events = [];

    /// <summary>Bounded by <see cref="MaxEvents"/>.</summary>
    private HashSet<ProcessId> _members = [];

    private ExperimentRun _run = ExperimentRun.Empty;

    /// <summary>What has been collected so far; a copy that stays as it is.</summary>
    public ExperimentRun Run => _run.Events.Count == _events.Count && _run != ExperimentRun.Empty
        ? _run
        : _run = new ExperimentRun([.. _events]);

    /// <summary>Takes one event in; keeps nothing of it but copies. True when it belongs to the run.</summary>
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
            // In a container the starter knows another number than the kernel's first namespace.
            && (pid is null || e.Pid == pid || exec.Context?.PidInNamespace == pid);
}
