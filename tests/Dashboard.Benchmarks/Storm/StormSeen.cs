using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Storm;

/// <summary>What the table and the errno figures tell of one storm, and of nothing else on the machine.</summary>
/// <param name="Born">Processes under it, without itself.</param>
/// <param name="Became">Of those, which are the program of its cycles.</param>
/// <param name="Ended">Of those, which have ended with 0.</param>
/// <param name="Failures">Failed execs of its path.</param>
internal sealed record StormSeen(long Born, long Became, long Ended, long Failures)
{
    public static StormSeen None { get; } = new(0, 0, 0, 0);

    public static async Task<StormSeen> Of(DashboardServer server, int root, string missing)
    {
        async Task<long> Total(string filter)
            => (await server.Get($"/processes?limit=1&filter={Uri.EscapeDataString(filter)}")).GetProperty("total").GetInt64();

        // By the id: a storm wraps the numbers, and its own comes up again. The newest life of it that is the workload.
        var newest = await server.Get($"/processes?limit=1&filter={Uri.EscapeDataString($"pid:{root} path:{Workload.Program}")}");
        if (newest.GetProperty("total").GetInt64() == 0)
        {
            return None;
        }

        var id = newest.GetProperty("items")[0].GetProperty("id").GetString();
        var became = $"under:{id} path:{Workload.Nop}";
        return new StormSeen(
            await Total($"under:{id}") - 1,
            await Total(became),
            await Total($"{became} is:exited exit:0") + await Total($"{became} is:zombie exit:0"),
            await FailuresOf(server, missing));
    }

    public static StormSeen operator +(StormSeen a, StormSeen b)
        => new(a.Born + b.Born, a.Became + b.Became, a.Ended + b.Ended, a.Failures + b.Failures);

    /// <summary>Without a filter these figures are of the whole capture; with one, of the events still held.</summary>
    private static async Task<long> FailuresOf(DashboardServer server, string missing)
        => (await server.Get("/errnos?by=path")).GetProperty("groups").EnumerateArray()
            .Where(group => group.GetProperty("path").GetString() == missing)
            .Sum(group => group.GetProperty("count").GetInt64() + group.GetProperty("lookups").GetInt64());
}
