using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Filtering.Matching;

/// <summary>
/// Answers <c>under:</c> by walking up. A process that forks and exits, whose child does the same, and so on, makes a
/// lineage tens of thousands deep, and asking each of them would take hundreds of millions of steps; so long walks
/// leave marks, and later ones stop there. Ordinary trees are flatter than the first mark and remember nothing.
/// </summary>
internal sealed class LineageSearch
{
    private const int StepsBetweenMarks = 64;

    // Bounded by MaxMarks, then begun anew.
    private const int MaxMarks = 100_000;

    private readonly Dictionary<(ProcessRecord Record, int Pid, long? StartNs), bool> _marks = [];

    // The marks of the walk under way, reused.
    private readonly List<ProcessRecord> _passed = [];

    /// <summary>Processes looked at so far: what the marks are to keep low.</summary>
    internal long Steps { get; private set; }

    /// <summary>Forgets: to be called when the table may have changed.</summary>
    public void Clear() => _marks.Clear();

    public bool IsUnder(ProcessRecord record, int pid, long? startNs)
    {
        _passed.Clear();
        var found = false;
        var steps = 0;
        for (var at = record; at is not null; at = at.ParentRecord)
        {
            Steps++;
            // The parent at birth still counts when the table has let go of it.
            if (IsThis(at.Id, pid, startNs) || (at.BirthParent is { } parent && IsThis(parent, pid, startNs)))
            {
                found = true;
                break;
            }

            if (_marks.Count > 0 && _marks.TryGetValue((at, pid, startNs), out found))
            {
                break;
            }

            if (++steps % StepsBetweenMarks == 0)
            {
                _passed.Add(at);
            }
        }

        if (_passed.Count > 0)
        {
            Mark(pid, startNs, found);
        }

        return found;
    }

    public static bool IsThis(ProcessId id, int pid, long? startNs)
        => id.Pid == pid && (startNs is null || id.StartNs == startNs);

    private void Mark(int pid, long? startNs, bool found)
    {
        if (_marks.Count > MaxMarks)
        {
            _marks.Clear();
        }

        foreach (var record in _passed)
        {
            _marks[(record, pid, startNs)] = found;
        }
    }
}
