using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Tracers;

/// <summary>A tracer that is attached. What it prints goes to a file, as it would for someone who keeps it.</summary>
internal sealed class RunningTracer : IAsyncDisposable
{
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    private readonly TracerKind _kind;
    private readonly Child? _child;
    private readonly DashboardServer? _server;
    private readonly string _output;

    private RunningTracer(TracerKind kind, Child? child, DashboardServer? server, string output)
        => (_kind, _child, _server, _output) = (kind, child, server, output);

    /// <summary>Null where there is nobody, or where the workload starts it.</summary>
    public int? Pid => _child?.Pid ?? _server?.Pid;

    public static async Task<RunningTracer> Start(TracerKind kind)
    {
        var output = Path.GetTempFileName();
        if (kind == TracerKinds.Serve)
        {
            return new RunningTracer(kind, null, await DashboardServer.Start(), output);
        }

        if (kind.IsNothing || kind.Starts)
        {
            return new RunningTracer(kind, null, null, output);
        }

        var child = Child.Start("/bin/sh", ["-c", $"exec \"$0\" \"$@\" > {output} 2>&1", .. kind.Command]);
        var running = new RunningTracer(kind, child, null, output);
        await running.Attached(child);
        return running;
    }

    /// <summary>To these CPUs with all its threads; once it runs, so that a runtime that counts CPUs at its start sees all.</summary>
    public async Task Pin(params IEnumerable<int> cpus)
    {
        if (Pid is { } pid)
        {
            await Child.Run("taskset", "-a", "-c", "-p", string.Join(',', cpus), pid.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>What stands before the workload's own command: strace, on its CPU.</summary>
    public string[] Before(IEnumerable<int> cpus)
        => _kind.Starts ? ["taskset", "-c", string.Join(',', cpus), .. _kind.Command, "-A", "-o", _output] : [];

    /// <summary>How many of the workload's cycles it told of. Ends it, because only then has it written all.</summary>
    public async Task<long> CountAndStop()
    {
        if (_server is not null)
        {
            return await CountServed(_server);
        }

        if (_child is not null)
        {
            // One that lags may tell of what it has; the end cuts off what is on its way.
            await StandsStill(() => Task.FromResult(new FileInfo(_output).Length), "output that stands still");
            _child.Signal(_kind.Stop);
            await _child.Ended();
        }

        return File.ReadLines(_output).LongCount(_kind.Tells);
    }

    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        File.Delete(_output);
    }

    private static async Task<long> CountServed(DashboardServer server)
    {
        // The last of them is released some milliseconds after it ended.
        return await StandsStill(
            async () => (await server.Get($"/processes?filter=path:{Workload.Nop}&state=exited&limit=1")).GetProperty("total").GetInt64(),
            "a count that stands still");
    }

    /// <summary>
    /// Tracers do not say when they are attached, and what most print waits in their buffers. What they attach with are
    /// open files: some, and no new ones for a while. The column of what was missed tells if this was too early.
    /// </summary>
    private async Task Attached(Child child)
    {
        await StandsStill(() => Task.FromResult(KernelFiles(child.Pid)), $"an attached tracer ({child.Pid})", atLeast: 1);
        if (_kind.SpeaksAtOnce)
        {
            await Eventually.True(
                async () =>
                {
                    await Child.Run("/bin/true");
                    return new FileInfo(_output).Length > 0;
                },
                $"a word from {_kind.Name}");
        }
    }

    private static async Task<long> StandsStill(Func<Task<long>> ask, string what, long atLeast = 0)
    {
        var (seen, since) = (-1L, Stopwatch.StartNew());
        await Eventually.True(
            async () =>
            {
                var now = await ask();
                if (now != seen)
                {
                    (seen, since) = (now, Stopwatch.StartNew());
                }

                return seen >= atLeast && since.Elapsed > Settled;
            },
            what);
        return seen;
    }

    private static long KernelFiles(int pid)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd")
                .Select(file => File.ResolveLinkTarget(file, false)?.Name ?? "")
                .Count(name => name.Contains("perf_event") || name.Contains("bpf") || name.StartsWith("socket:", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
