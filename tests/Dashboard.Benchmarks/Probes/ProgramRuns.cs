using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Probes;

/// <summary>How often each BPF program of a process ran, and how long, by the kernel's statistics.</summary>
internal sealed record ProgramRuns(string Name, long Runs, long Nanoseconds)
{
    private const string Switch = "/proc/sys/kernel/bpf_stats_enabled";

    /// <summary>Counts from now on, machine-wide; costs each run of each program some 20 ns, so not for longer than needed.</summary>
    /// <returns>What the switch stood at.</returns>
    public static string SwitchStatistics(string to)
    {
        var before = File.ReadAllText(Switch).Trim();
        File.WriteAllText(Switch, to);
        return before;
    }

    public static async Task<IReadOnlyDictionary<int, ProgramRuns>> Of(int pid)
    {
        var ids = Directory.EnumerateFiles($"/proc/{pid}/fdinfo")
            .Select(file => File.ReadLines(file).FirstOrDefault(line => line.StartsWith("prog_id:", StringComparison.Ordinal)))
            .OfType<string>()
            .Select(line => int.Parse(line["prog_id:".Length..].Trim(), System.Globalization.CultureInfo.InvariantCulture))
            .ToHashSet();
        var programs = JsonDocument.Parse(string.Concat(await Child.Run("bpftool", "--json", "prog", "show"))).RootElement;
        return programs.EnumerateArray()
            .Where(program => ids.Contains(program.GetProperty("id").GetInt32()))
            .ToDictionary(program => program.GetProperty("id").GetInt32(), From);
    }

    public static ProgramRuns operator -(ProgramRuns a, ProgramRuns b)
        => a with { Runs = a.Runs - b.Runs, Nanoseconds = a.Nanoseconds - b.Nanoseconds };

    // Absent until the program has run once with statistics on.
    private static ProgramRuns From(JsonElement program) => new(
        program.TryGetProperty("name", out var name) ? name.GetString()! : "?",
        program.TryGetProperty("run_cnt", out var count) ? count.GetInt64() : 0,
        program.TryGetProperty("run_time_ns", out var time) ? time.GetInt64() : 0);
}
