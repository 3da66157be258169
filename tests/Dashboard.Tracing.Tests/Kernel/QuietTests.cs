using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>A reader that has nothing to do sleeps until the kernel side has something for it.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class QuietTests(KernelFixture kernel)
{
    private const string Program = "nop";

    /// <summary>Beyond the deadline of the test: only a wake-up ends this wait in time.</summary>
    private const int UntilWokenMs = -600_000;

    [Fact]
    public async Task FirstRecord_AfterAQuietTime_WakesTheReader()
    {
        kernel.NeedTracing();
        using var tracer = Tracer.Open(new BpfSourceOptions { Filter = new KernelFilter { Comm = Program } });
        tracer.Attach();
        var (asleep, woken) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var reader = new Thread(() => SleepUntilWoken(tracer, asleep, woken)) { IsBackground = true };
        reader.Start();
        var thread = await asleep.Task;
        await LiveCapture.EventuallyAsync(() => IsAsleep(thread) ? null : "the reader does not go to sleep");
        Assert.False(woken.Task.IsCompleted);

        using var process = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, Program));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(await woken.Task.WaitAsync(KernelFixture.Deadline, TestContext.Current.CancellationToken) > 0);
        reader.Join();
    }

    /// <summary>Sleeps from the second wait on that brings nothing: the first is short (lifecycle.h).</summary>
    private static void SleepUntilWoken(Tracer tracer, TaskCompletionSource<int> asleep, TaskCompletionSource<int> woken)
    {
        var buffer = new byte[NativeMethods.MinBufferBytes];
        var length = tracer.Poll(buffer, UntilWokenMs);
        asleep.SetResult(LibC.GetThreadId());
        while (length == 0)
        {
            length = tracer.Poll(buffer, UntilWokenMs);
        }

        woken.SetResult(length);
    }

    private static bool IsAsleep(int thread)
    {
        var stat = File.ReadAllText($"/proc/self/task/{thread}/stat");
        return stat[stat.LastIndexOf(')') + 2] == 'S';
    }
}
