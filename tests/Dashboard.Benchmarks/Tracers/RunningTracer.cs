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

    private int? Pid => _child?.Pid ?? _server?.Pid;

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
        await Attached(child);
        return new RunningTracer(kind, child, null, output);
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
        // The last of them is released some milliseconds after it ended: until the count stands.
        var (count, since) = (-1L, Stopwatch.StartNew());
        await Eventually.True(
            async () =>
            {
                var now = (await server.Get($"/processes?filter=path:{Workload.Nop}&state=exited&limit=1")).GetProperty("total").GetInt64();
                if (now != count)
                {
                    (count, since) = (now, Stopwatch.StartNew());
                }

                return since.Elapsed > Settled;
            },
            "a count that stands still");
        return count;
    }

    /// <summary>
    /// Tracers do not say when they are attached, and what they print waits in their buffers. What they attach with are
    /// open files: some, and no new ones for a while. The column of what was missed tells if this was too early.
    /// </summary>
    private static async Task Attached(Child child)
    {
        var (seen, since) = (0, Stopwatch.StartNew());
        await Eventually.True(
            () =>
            {
                var files = KernelFiles(child.Pid);
                if (files != seen)
                {
                    (seen, since) = (files, Stopwatch.StartNew());
                }

                return Task.FromResult(seen > 0 && since.Elapsed > Settled);
            },
            $"an attached tracer (it said: {string.Join(" | ", child.Errors)})");
    }

    private static int KernelFiles(int pid)
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
