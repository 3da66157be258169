using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Storm;

/// <summary>What the server's counters stand at, everything on the machine included.</summary>
internal sealed record StormCounts(long Forks, long ExecEnters, long ExecExits, long Exits, IReadOnlyDictionary<string, long> LostByCause, double ResidentMiB)
{
    public long Lost => LostByCause.Values.Sum();

    public static async Task<StormCounts> Now(DashboardServer server)
    {
        var status = await server.Get("/status");
        return new StormCounts(
            Count(status, "fork"), Count(status, "exec.enter"), Count(status, "exec.exit"), Count(status, "exit"),
            status.GetProperty("lost").EnumerateObject().ToDictionary(cause => cause.Name, cause => cause.Value.GetInt64()),
            status.GetProperty("memory").GetInt64() / (double)(1 << 20));
    }

    public static StormCounts operator -(StormCounts a, StormCounts b) => new(
        a.Forks - b.Forks, a.ExecEnters - b.ExecEnters, a.ExecExits - b.ExecExits, a.Exits - b.Exits,
        a.LostByCause.ToDictionary(cause => cause.Key, cause => cause.Value - b.LostByCause.GetValueOrDefault(cause.Key)),
        a.ResidentMiB - b.ResidentMiB);

    /// <summary>"0", or how many by which cause.</summary>
    public string Losses()
        => Lost == 0 ? "0" : string.Join(", ", LostByCause.Where(cause => cause.Value != 0).Select(cause => $"{cause.Key} {cause.Value:N0}"));

    private static long Count(JsonElement status, string kind)
        => status.GetProperty("events").TryGetProperty(kind, out var count) ? count.GetInt64() : 0;
}
