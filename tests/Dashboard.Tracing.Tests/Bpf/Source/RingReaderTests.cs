using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Tests.Kernel;

namespace Dashboard.Tracing.Tests.Bpf.Source;

/// <summary>The reader sleeps until there are records, and fills a batch before it uses the next one.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class RingReaderTests(KernelFixture kernel)
{
    private const string Program = "nop";

    /// <summary>Longer than the test's deadline: only a wake-up can end this sleep in time.</summary>
    private const int UntilWokenMs = 600_000;

    [Fact]
    public async Task FirstRecord_AfterAQuietTime_WakesTheReader()
    {
        kernel.NeedTracing();
        using var tracer = Tracer.Open(new BpfSourceOptions { Filter = new KernelFilter { Comm = Program } });
        tracer.Attach();
        using var reader = new RingReader(tracer, 2, UntilWokenMs);
        reader.Start();
        // The first wait without records is short; the second is the sleep.
        await LiveCapture.EventuallyAsync(() => tracer.Stats().EmptyPolls > 0 && IsAsleep(reader.ThreadId) ? null : "the reader does not go to sleep");
        Assert.Null(tracer.Take(0, out _));

        using var process = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, Program));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(tracer.Take((int)KernelFixture.Deadline.TotalMilliseconds, out _)!.Value.Records.IsEmpty);
    }

    [Fact]
    public async Task Take_WithoutARecord_ComesBackByTheClock_AndEndsWithTheReader()
    {
        kernel.NeedTracing();
        using var tracer = Tracer.Open(new BpfSourceOptions { Filter = new KernelFilter { Comm = "no such name" } });
        tracer.Attach();
        using var reader = new RingReader(tracer, 2, UntilWokenMs);
        reader.Start();
        Assert.Null(tracer.Take(5, out var ended));
        Assert.False(ended);

        var waiting = Task.Run(() => (tracer.Take(UntilWokenMs, out var stopped), stopped));
        reader.Stop();
        Assert.Equal((null, true), await waiting.WaitAsync(KernelFixture.Deadline, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Batches_ThatAreNotTaken_AreFilledBeforeTheRingIs()
    {
        kernel.NeedTracing();
        const int Bursts = 5;
        using var tracer = Tracer.Open(new BpfSourceOptions { Filter = new KernelFilter { Comm = Program } });
        tracer.Attach();
        using var reader = new RingReader(tracer, 2, UntilWokenMs);
        reader.Start();
        for (var burst = 0; burst < Bursts; burst++)
        {
            using var process = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, Program));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            // A reader without a free batch would leave the records in the ring.
            await LiveCapture.EventuallyAsync(() => tracer.Stats().RingUsedBytes == 0 ? null : $"burst {burst} stays in the ring");
        }

        Assert.True(tracer.Take(0, out _)!.Value.Records.Length > Bursts * Unsafe.SizeOf<RecordHeader>());
    }

    /// <summary>A poll costs more than the records it finds: under load one every 16 ms, although every 4 ms would find some.</summary>
    [Fact]
    public async Task Polls_WhileRecordsKeepComing_BecomeRare()
    {
        kernel.NeedTracing();
        using var tracer = Tracer.Open(new BpfSourceOptions { Filter = new KernelFilter { Comm = Program } });
        tracer.Attach();
        using var reader = new RingReader(tracer, 2, UntilWokenMs);
        reader.Start();
        using var load = KernelFixture.Start("/bin/sh", "-c", $"while :; do {Path.Combine(KernelFixture.ScenarioDirectory, Program)}; done");
        try
        {
            // A pause of the load restarts the short intervals, so on a busy machine not every half second has long ones.
            await LiveCapture.EventuallyAsync(() => BatchesInHalfASecond(tracer) is > 5 and < 60 ? null : "the reader polls as often as at first");
        }
        finally
        {
            load.Kill();
            await load.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A nice value counts only within one session or cgroup, so it would not put the reader before other processes.</summary>
    [Fact]
    public async Task Reader_HasARealTimePriority_WhereThatIsAllowed()
    {
        kernel.NeedTracing();
        const int RoundRobin = 2;
        using var tracer = Tracer.Open(new BpfSourceOptions { Filter = new KernelFilter { Comm = "no such name" } });
        tracer.Attach();
        using var reader = new RingReader(tracer, 2, UntilWokenMs);
        reader.Start();
        var expected = await KernelFixture.MayBeRealTimeAsync() ? (RoundRobin, 0) : (0, -10);
        await LiveCapture.EventuallyAsync(() => reader.ThreadId != 0 && Scheduling(reader.ThreadId) == expected ? null : "the reader waits its turn");
    }

    private static int BatchesInHalfASecond(Tracer tracer)
    {
        var batches = 0;
        for (var start = Stopwatch.StartNew(); start.ElapsedMilliseconds < 500; batches++)
        {
            if (tracer.Take(100, out _) is { } taken)
            {
                tracer.Return(taken);
            }
        }

        return batches;
    }

    private static bool IsAsleep(int thread) => Stat(thread)[0] == "S";

    private static (int Policy, int Nice) Scheduling(int thread)
        => (int.Parse(Stat(thread)[38], CultureInfo.InvariantCulture), int.Parse(Stat(thread)[16], CultureInfo.InvariantCulture));

    /// <summary>From the third field on, the state; the second is the name, which may contain anything.</summary>
    private static string[] Stat(int thread)
    {
        var stat = File.ReadAllText($"/proc/self/task/{thread}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }
}
