using Dashboard.Core.Model;

namespace Dashboard.Server.Api;

/// <summary>Who starts what, counted in the processes that are held.</summary>
/// <param name="From">Where the counted time begins: the beginning of capture, what was asked for, or since when every start is still held.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Starts">Processes started in that time.</param>
/// <param name="Unseen">Processes born in that time whose fork was not seen: who started them is not known, and they are in no group.</param>
/// <param name="Total">Groups in all.</param>
/// <param name="Groups">The first of them in the order that was asked for.</param>
/// <param name="ArgsIncomplete">
/// True when the filter asks about arguments and some were not kept whole since capture began: what is missing, it cannot see.
/// </param>
public sealed record SpawnersResponse(
    Timestamp From, Timestamp To, int Starts, int Unseen, int Total, IReadOnlyList<SpawnerResponse> Groups, bool ArgsIncomplete);
