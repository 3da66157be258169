using System.Collections;

namespace Dashboard.Core.Processes;

/// <summary>All processes in the table: live ones in no order, then ended ones, oldest end first.</summary>
internal sealed class ProcessCollection(List<ProcessRecord> live, ExitedProcesses exited) : IReadOnlyCollection<ProcessRecord>
{
    public int Count => live.Count + exited.Count;

    public IEnumerator<ProcessRecord> GetEnumerator()
    {
        foreach (var record in live)
        {
            yield return record;
        }

        for (var i = 0; i < exited.Count; i++)
        {
            yield return exited[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
