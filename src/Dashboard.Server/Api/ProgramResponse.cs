using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Programs;

namespace Dashboard.Server.Api;

/// <summary>Totals of one program over the processes whose life and the range have a moment in common.</summary>
/// <param name="Comm">The process name now, or at the end.</param>
/// <param name="Path">The path of the last image as given to exec; null where it was not captured.</param>
/// <param name="Runs">Processes that began to run it in this range: by birth or by exec.</param>
/// <param name="Already">Processes that ran it already when the range began; the other figures include them.</param>
/// <param name="Running">How many have not exited.</param>
/// <param name="ExitKnown">How many of those that exited have a known exit status.</param>
/// <param name="Failed">How many match is:failed.</param>
/// <param name="MedianNs">Median lifetime of the exited ones; null while none has exited.</param>
/// <param name="P95Ns">95 of 100 exited ones lived no longer.</param>
/// <param name="SumNs">The lifetimes of the exited ones, added up.</param>
/// <param name="CpuNs">User and system time of the exited ones for which it is known.</param>
/// <param name="CpuKnown">The number of those.</param>
/// <param name="MaxRssBytes">The largest resident memory of those; null when none is known.</param>
/// <param name="Last">The last start.</param>
/// <param name="Newest">The process that started last.</param>
public sealed record ProgramResponse(
    string Comm, string? Path, int Runs, int Already, int Running, int ExitKnown, int Failed, long? MedianNs, long? P95Ns, long SumNs,
    long CpuNs, int CpuKnown, long? MaxRssBytes, Timestamp Last, ProcessId Newest)
{
    internal static ProgramResponse From(ProgramTotals program) => new(
        program.Key.Comm, program.Key.Path, program.Runs, program.Already, program.Running, program.ExitKnown, program.Failed, program.MedianNs, program.P95Ns,
        program.SumNs, program.CpuNs, program.CpuKnown, program.MaxRssBytes, program.Last, program.Newest);
}
