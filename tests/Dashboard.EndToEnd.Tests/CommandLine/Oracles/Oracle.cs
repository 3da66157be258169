using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine.Oracles;

/// <summary>Another tracer and `dashboard events --format ndjson`, at the same time on the same workload.</summary>
internal sealed class Oracle : IAsyncDisposable
{
    private readonly Child _theirs;
    private readonly Child _ours;

    private Oracle(Child theirs, Child ours) => (_theirs, _ours) = (theirs, ours);

    public IReadOnlyList<string> TheirLines => _theirs.Output;

    public IReadOnlyList<JsonElement> OurEvents => [.. _ours.Output.Select(l => JsonDocument.Parse(l).RootElement)];

    /// <param name="pidOf">The pid of one of its lines; 0 for a line without a process.</param>
    public static async Task<Oracle> StartAsync(Func<string, int> pidOf, string program, params string[] arguments)
    {
        Kernel.Require();
        RequireTool(program);
        // Line-buffered: into a pipe some of them would write only full blocks of 4 KiB.
        var theirs = Child.Start("stdbuf", ["-oL", program, .. arguments]);
        var oracle = new Oracle(theirs, Child.Start(Repository.Program, "events", "--format", "ndjson"));
        try
        {
            // Runs a trivial program until both tracers have seen one, so both are attached.
            await Eventually.True(
                async () =>
                {
                    await using var probe = Child.Start("/bin/true");
                    await probe.Ended();
                    var ours = oracle._ours.Output;
                    return oracle._theirs.Output.Any(l => pidOf(l) == probe.Pid) && ours.Any(l => l.Contains("/bin/true"));
                },
                $"{program} and ours ({string.Join(" ", oracle._theirs.Errors.Concat(oracle._ours.Errors))})");
            return oracle;
        }
        catch
        {
            await oracle.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts children on one CPU (a tracer with a buffer per CPU has no order between them); returns their pids.</summary>
    public static async Task<HashSet<int>> RunMixedAsync(int children)
    {
        var pids = (await Child.Run(Repository.Scenario("mixed_execs"), $"{children}")).Select(int.Parse).ToHashSet();
        Assert.Equal(children, pids.Count);
        return pids;
    }

    /// <summary>The dashboard's events as short lines by pid: "fork PPID", "exec PATH", "fail ERRNO PATH", "exit CODE SIGNAL".</summary>
    public Dictionary<int, List<string>> Ours(HashSet<int> pids)
        => OurEvents.Where(e => e.TryGetProperty("pid", out var pid) && pids.Contains(pid.GetInt32()))
            .Select(e => (Pid: e.GetProperty("pid").GetInt32(), Line: LineOf(e))).Where(e => e.Line is not null)
            .GroupBy(e => e.Pid, e => e.Line!).ToDictionary(g => g.Key, g => g.ToList());

    /// <summary>The children of a process in the dashboard's events, in order.</summary>
    public IReadOnlyList<int> ChildrenOf(int parent)
        => [.. OurEvents.Where(e => Kind(e) == "fork" && e.GetProperty("ppid").GetInt32() == parent).Select(e => e.GetProperty("pid").GetInt32())];

    public static string? Kind(JsonElement e) => e.GetProperty("kind").GetString();

    /// <summary>Waits until both have reported everything, and fails if one of them ended.</summary>
    public Task UntilAsync(Func<bool> reported, string what) => Eventually.True(
        () => Task.FromResult(reported()), $"{what} ({string.Join(" ", _theirs.Errors.Concat(_ours.Errors))})");

    public async ValueTask DisposeAsync()
    {
        // bpftrace and similar tools detach cleanly when interrupted; the dashboard prints its remaining events.
        _theirs.Signal(2);
        _ours.Signal(2);
        await _ours.Ended();
        await _theirs.Ended();
        await _theirs.DisposeAsync();
        await _ours.DisposeAsync();
    }

    private static string? LineOf(JsonElement e) => Kind(e) switch
    {
        "fork" => $"fork {e.GetProperty("ppid")}",
        "exec.exit" when e.GetProperty("ret").GetInt64() == 0 => $"exec {e.GetProperty("path")}",
        "exec.exit" => $"fail {e.GetProperty("ret")} {e.GetProperty("path")}",
        "exit" => $"exit {Number(e, "exitCode") ?? 0} {Number(e, "signal") ?? 0}",
        _ => null,
    };

    private static int? Number(JsonElement e, string name)
        => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    /// <summary>Skips when the other tracer is not installed; in CI that is a failure.</summary>
    private static void RequireTool(string program)
    {
        string[] folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];
        Kernel.Require(
            Path.IsPathRooted(program) ? File.Exists(program) : folders.Any(f => File.Exists(Path.Combine(f, program))),
            $"{Path.GetFileName(program)} is not installed: run `make test`, which installs it.");
    }
}
