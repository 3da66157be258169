using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Programs;

/// <summary>Totals of one program over the processes that lived in a range of time.</summary>
/// <param name="Runs">Processes that began to run it in this time: by birth or by exec.</param>
/// <param name="Already">Processes that ran it already when this time began; the other figures include them.</param>
/// <param name="Running">How many have not exited.</param>
/// <param name="ExitKnown">How many of those that exited have a known exit status.</param>
/// <param name="Failed">How many match <c>is:failed</c>.</param>
/// <param name="MedianNs">Half of the exited ones lived no longer than this; null while none has exited.</param>
/// <param name="P95Ns">The same for 95 of 100.</param>
/// <param name="SumNs">The lifetimes of the exited ones, added up.</param>
/// <param name="CpuNs">User and system time of the exited ones, where known.</param>
/// <param name="CpuKnown">Number of exited ones with known CPU time.</param>
/// <param name="MaxRssBytes">The largest resident memory of those; null when none is known.</param>
/// <param name="Last">The last start.</param>
/// <param name="Newest">The process that started last.</param>
public sealed record ProgramTotals(
    ProgramKey Key, int Runs, int Already, int Running, int ExitKnown, int Failed, long? MedianNs, long? P95Ns, long SumNs,
    long CpuNs, int CpuKnown, long? MaxRssBytes, Timestamp Last, ProcessId Newest)
{
    /// <summary>All its processes.</summary>
    public int Processes => Runs + Already;

    public int Exited => Processes - Running;
}
