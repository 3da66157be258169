using System.Diagnostics;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Processes;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Memory runs out while the kernel's events are read, and reading continues.</summary>
public sealed class ShortageTests(KernelFixture kernel) : IClassFixture<KernelFixture>, IAsyncDisposable
{
    private LiveCapture? _capture;

    [Fact]
    public async Task ReadBatches_MemoryRanOutHere_TellsWhatWaitedAndNoSnapshotBeforeIt()
    {
        var (store, shell, readOn) = Begin();
        using var process = shell;
        _capture!.Source.BeforeTake = () => throw new OutOfMemoryException();
        Assert.Throws<OutOfMemoryException>(() => readOn(_ => false));
        _capture.Source.BeforeTake = null;

        // It has another image by the time reading continues, and the event of that waits in the ring.
        await ExecAsync(process);
        readOn(batch => batch.Any(e => e is ExecExitEvent { Succeeded: true } && e.Pid == process.Id));

        // The image copied by fork, sh, cat.
        Assert.Equal(3, Record(store, process.Id, r => r.Images.Count));
        Assert.Equal("cat", Record(store, process.Id, r => r.Comm));
        Assert.Equal(InferredFields.None, Record(store, process.Id, r => r.Inferred));
        await EndAsync(process);
    }

    [Fact]
    public async Task ReadBatches_MemoryRanOutAtTheReader_BeginsWithTheProcessesThatAreThere()
    {
        var (_, shell, readOn) = Begin();
        using var process = shell;
        Assert.Throws<OutOfMemoryException>(() => readOn(_ => throw new OutOfMemoryException()));

        IReadOnlyList<LifecycleEvent>? first = null;
        readOn(batch => (first = [.. batch]).Count >= 0);

        Assert.Contains(first!, e => e is SnapshotEvent && e.Pid == process.Id);
        await EndAsync(process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_capture is not null)
        {
            await _capture.DisposeAsync();
        }
    }

    /// <summary>A shell that waits for a line and is in the table; and a function that reads on until its caller has seen enough.</summary>
    private (LifecycleStore Store, Process Shell, Action<Func<IReadOnlyList<LifecycleEvent>, bool>> ReadOn) Begin()
    {
        kernel.NeedTracing();
        _capture = new LiveCapture();
        var (source, store) = (_capture.Source, _capture.Store);
        var shell = KernelFixture.Start("/bin/sh", "-c", "read line; exec cat");
        ReadOn(batch => batch.Any(e => e is ExecExitEvent { Succeeded: true } && e.Pid == shell.Id));
        return (store, shell, ReadOn);

        void ReadOn(Func<IReadOnlyList<LifecycleEvent>, bool> isEnough)
        {
            using var late = new CancellationTokenSource(KernelFixture.Deadline);
            foreach (var batch in source.ReadBatches(late.Token))
            {
                store.Apply(batch);
                if (isEnough(batch))
                {
                    return;
                }
            }
        }
    }

    private static async Task ExecAsync(Process shell)
    {
        await shell.StandardInput.WriteLineAsync();
        await shell.StandardInput.FlushAsync();
        await LiveCapture.EventuallyAsync(() => File.ReadAllText($"/proc/{shell.Id}/comm") == "cat\n" ? null : "no exec");
    }

    private static async Task EndAsync(Process shell)
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static T Record<T>(LifecycleStore store, int pid, Func<ProcessRecord, T> query)
        => store.Read(view => query(view.Processes.All.Single(r => r.Id.Pid == pid && r.Alive)));
}
