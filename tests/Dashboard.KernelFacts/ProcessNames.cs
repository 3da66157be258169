using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.KernelFacts;

/// <summary>
/// Names the processes of one scenario P0, P1, ... in the order of their births: numbers and times differ from run to
/// run, the order does not.
/// </summary>
public sealed class ProcessNames
{
    /// <summary>Bounded by the processes of one scenario.</summary>
    private readonly Dictionary<string, string> _byId = [];

    private readonly Dictionary<int, string> _byPid = [];

    /// <param name="events">In the order of their time.</param>
    public ProcessNames(IEnumerable<LifecycleEvent> events, int rootPid)
    {
        foreach (var e in events)
        {
            var isFirst = e.Pid == rootPid && _byId.Count == 0;
            if (isFirst || (e is ForkEvent birth && (Has(birth.By?.Id) || Has(birth.Parent))))
            {
                Add(e.Process);
            }
        }
    }

    public int Count => _byId.Count;

    public bool Has(ProcessId? process) => process is { } known && _byId.ContainsKey(known.ToString());

    public string Of(ProcessId process) => OfId(process.ToString());

    public string OfId(string id) => _byId.GetValueOrDefault(id, "outside");

    /// <summary>Of a session or process group, which is named by the pid of who began it.</summary>
    public string OfPid(int pid) => _byPid.GetValueOrDefault(pid, "outside");

    private void Add(ProcessId process)
    {
        var name = $"P{_byId.Count}";
        if (_byId.TryAdd(process.ToString(), name))
        {
            _byPid[process.Pid] = name;
        }
    }
}
