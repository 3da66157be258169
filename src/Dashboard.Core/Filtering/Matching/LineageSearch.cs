using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Filtering.Matching;

/// <summary>
/// Evaluates <c>under:</c> by walking up the tree. A process that forks and exits, whose child does the same, and so on, makes
/// a lineage tens of thousands deep; checking each process would take hundreds of millions of steps. So long walks
/// leave marks, where later walks stop. Ordinary trees are shallower than the first mark and store nothing.
/// </summary>
internal sealed class LineageSearch
{
    private const int StepsBetweenMarks = 64;

    // Bounded by MaxMarks, then cleared.
    private const int MaxMarks = 100_000;

    private readonly Dictionary<(ProcessRecord Record, int Pid, long? StartNs), bool> _marks = [];

    // The records passed by the current walk; reused.
    private readonly List<ProcessRecord> _passed = [];

    /// <summary>Records visited so far; a test checks that marks keep it low.</summary>
    internal long Steps { get; private set; }

    /// <summary>Clears the marks. Call it when the table may have changed.</summary>
    public void Clear() => _marks.Clear();

    public bool IsUnder(ProcessRecord record, int pid, long? startNs)
    {
        _passed.Clear();
        var found = false;
        var steps = 0;
        for (var at = record; at is not null; at = at.ParentRecord)
        {
            Steps++;
            // The parent at birth still matches when the table no longer holds its record.
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
