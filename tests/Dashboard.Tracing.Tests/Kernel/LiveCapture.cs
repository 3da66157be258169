using System.Diagnostics;
using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>A separate tracer and process table, as in the server, for tests that compare the two with /proc.</summary>
internal sealed class LiveCapture : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ProcReader _proc = new();
    private Task _pump = Task.CompletedTask;

    public LiveCapture(BpfSourceOptions? options = null, CaptureLimits? limits = null)
    {
        Source = BpfEventSource.Open(options);
        Store = new LifecycleStore(new CaptureClock(Source.Status.BootEpochUnixNs, LibC.BootTimeNs), limits);
    }

    public BpfEventSource Source { get; }

    public LifecycleStore Store { get; }

    /// <summary>Called with each batch before it is applied.</summary>
    public Action<IReadOnlyList<LifecycleEvent>>? Watch { get; set; }

    /// <summary>Separate from the constructor, so that a test can let the ring fill up first.</summary>
    public LiveCapture Start()
    {
        _pump = FeedThread.Run(Pump);
        return this;
    }

    /// <summary>Waits until the table's running processes are those of /proc.</summary>
    public Task EqualsProcAsync() => EventuallyAsync(Difference);

    /// <summary>Evaluates until there is no complaint; throws the last one at the deadline.</summary>
    public static async Task EventuallyAsync(Func<string?> complain)
    {
        var since = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (complain() is { } complaint)
        {
            if (since.Elapsed > KernelFixture.Deadline)
            {
                throw new TimeoutException(complaint);
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pump;
        await Source.DisposeAsync();
        _stop.Dispose();
    }

    private string? Difference()
    {
        // Before and after: a process that starts or exits in between is no difference.
        var before = ProcPids();
        var table = Store.Read(view => view.Processes.All.Where(r => r.State != ProcessState.Exited).Select(Describe).ToList());
        var after = ProcPids();
        var ghosts = table.Where(r => !before.Contains(r.Id.Pid) && !after.Contains(r.Id.Pid)).ToList();
        var known = table.Select(r => r.Id.Pid).ToHashSet();
        var missing = before.Intersect(after).Except(known).ToList();
        var twice = table.CountBy(r => r.Id.Pid).Where(c => c.Value > 1).ToList();
        // The pid exists, but it may be another life.
        var other = table.Where(r => before.Contains(r.Id.Pid) && after.Contains(r.Id.Pid) && !_proc.StartsAt(r.Id.Pid, r.Id.StartNs)
            && ProcPids().Contains(r.Id.Pid)).ToList();
        return ghosts.Count + missing.Count + twice.Count + other.Count == 0
            ? null
            : $"lost {Source.Status.Lost.Values.Sum()}, repairs {Source.Repairs}; not in /proc: {string.Join(", ", ghosts.Take(10))} ({ghosts.Count}); not in the table: {string.Join(", ", missing.Take(10))} "
                + $"({missing.Count}); twice: {string.Join(", ", twice.Take(10))}; another life: {string.Join(", ", other.Take(10))}";
    }

    private static (ProcessId Id, string What) Describe(ProcessRecord r)
        => (r.Id, $"{r.Comm} {r.State} born {r.How} by {r.BornBy} concluded {r.Inferred} older than the first snapshot {r.FromSnapshot}, images {r.Images.Count}, exit {r.Exit?.BootNs} adopted {r.CurrentParent != r.Parent}");

    private static HashSet<int> ProcPids()
        => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))];

    private void Pump()
    {
        try
        {
            foreach (var batch in Source.ReadBatches(_stop.Token))
            {
                Watch?.Invoke(batch);
                Store.Apply(batch);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }
}
