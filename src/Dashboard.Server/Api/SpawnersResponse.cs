using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>Which programs start which programs, counted over the processes that are held.</summary>
/// <param name="From">Start of the counted range: the start of capture, the requested time, or the time since which every start is still held.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Starts">Processes started in this range.</param>
/// <param name="Unseen">Processes born in this range whose fork was not seen: their starter is unknown, so they are in no group.</param>
/// <param name="Total">Number of groups.</param>
/// <param name="Groups">The first groups in the requested order.</param>
/// <param name="ArgsIncomplete">
/// True when the filter uses arguments and some arguments were not kept completely since capture began; matches may be missing.
/// </param>
public sealed record SpawnersResponse(
    Timestamp From, Timestamp To, int Starts, int Unseen, int Total, IReadOnlyList<SpawnerResponse> Groups, bool ArgsIncomplete);
