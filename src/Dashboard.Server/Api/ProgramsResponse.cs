using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>Totals by program over the processes that are held.</summary>
/// <param name="From">Start of the counted range: the start of capture, the requested time, or the time since which every process is still held.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Runs">Processes that began to run a program in this range.</param>
/// <param name="Already">Processes that ran one already when it began.</param>
/// <param name="Failed">How many of them match is:failed.</param>
/// <param name="Others">Processes of programs beyond the 10,000 that are counted, which are in no total.</param>
/// <param name="Total">Number of programs.</param>
/// <param name="Programs">The first programs in the requested order.</param>
/// <param name="ArgsIncomplete">
/// True when the filter uses arguments and some arguments were not kept completely since capture began; matches may be missing.
/// </param>
public sealed record ProgramsResponse(
    Timestamp From, Timestamp To, int Runs, int Already, int Failed, int Others, int Total, IReadOnlyList<ProgramResponse> Programs, bool ArgsIncomplete);
