using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Core.Tree;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

public sealed class ArgumentArenaTests
{
    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));
    private readonly ProcessId _init;

    public ArgumentArenaTests() => _init = _story.Snapshot(1, "init");

    [Fact]
    public void Apply_FailuresWithoutEnd_KeepTheNewestArgumentsInBoundedMemory()
    {
        var process = _story.Fork(_init, 2);
        for (var i = 0; i < 3_000; i++)
        {
            Exec(process, -13, "tool", $"--number={i}", new string('x', 100));
        }

        Apply();
        _store.Read(view =>
        {
            var record = view.Processes.Find(process)!;
            Assert.Equal(
                Enumerable.Range(3_000 - ProcessRecord.MaxFailedExecs, ProcessRecord.MaxFailedExecs).Select(i => $"--number={i}"),
                record.FailedExecs.Select(f => f.Args![1]));
            Assert.InRange(record.Detail.Arguments.Used, 0, 100_000);
            return 0;
        });
    }

    [Fact]
    public void Apply_ExecsWithoutEnd_KeepTheNewestArgumentsInBoundedMemory()
    {
        var process = _story.Fork(_init, 2);
        for (var i = 1; i <= 3_000; i++)
        {
            Exec(process, 0, "tool", $"--number={i}", new string('x', 100));
        }

        Apply();
        _store.Read(view =>
        {
            var record = view.Processes.Find(process)!;
            Assert.Equal(
                Enumerable.Range(3_002 - ProcessRecord.MaxImages, ProcessRecord.MaxImages - 1).Select(i => $"--number={i}"),
                record.Images.Skip(1).Select(image => image.Args![1]));
            Assert.InRange(record.Detail.Arguments.Used, 0, 200_000);
            return 0;
        });
    }

    [Fact]
    public void Fork_OfAProcessWithArguments_CopiesThem()
    {
        var parent = _story.Fork(_init, 2);
        Exec(parent, 0, "make", "-j2");
        var child = _story.Fork(parent, 3);
        Exec(parent, 0, "other", "program");
        _story.Exit(parent).Reap(parent);
        Apply();

        Assert.Equal(["make", "-j2"], _store.Read(v => v.Processes.Find(child)!.Image.Args!));
    }

    [Fact]
    public void Edit_OfAPackedProcess_KeepsItsArgumentsAsBytes()
    {
        var process = _story.Fork(_init, 2);
        Exec(process, 0, "make", "", "-j2");
        Exec(process, 0, "näme", "-j2");
        Exec(process, -2, "other", new string('x', 10_000));
        _story.Exit(process).Reap(process);
        // The next end triggers another attempt.
        _story.Exit(_story.Fork(_init, 3));
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { UnpackedExited = 0 });
        store.Apply([.. _story.Take().Select(ArgumentBlocks.AsFromTheKernel)]);

        store.Read(view =>
        {
            var record = view.Processes.Find(process)!;
            Assert.NotNull(record.Chunk);
            var detail = record.Edit();
            Assert.Equal("make\0\0-j2\0"u8, detail.Images[1].Args.Bytes);
            Assert.True(detail.Images[2].Args.Bytes.IsEmpty);
            Assert.Equal(10_007, detail.FailedExecs[0].Args.Bytes.Length);
            Assert.Equal(["make", "", "-j2"], record.Images[1].Args!);
            Assert.Equal(["näme", "-j2"], record.Images[2].Args!);
            return 0;
        });
    }

    /// <summary>Rendering a page must not allocate what the limit kept a flood from using.</summary>
    [Fact]
    public void Rows_OfAProcessWithLongArguments_MakeNoTextsOfThem()
    {
        var process = _story.Fork(_init, 2);
        for (var i = 0; i < 20; i++)
        {
            Exec(process, -(i % 2), [.. Enumerable.Repeat("a", 15_000)]);
        }

        Apply();
        var query = new TreeQuery { NowBootNs = _story.NowNs };
        var allocated = Math.Max(
            AllocatedBy(() => Assert.Equal(11, ProcessTree.Page(new QueryRun(_store, TimeProvider.System), query).Rows[^1].Images.Count)),
            AllocatedBy(() => _store.Read(view => TimelineProcess.Of(view.Processes.Find(process)!, true, _story.NowNs))));
        Assert.InRange(allocated, 1, 100_000);
    }

    private static long AllocatedBy(Action look)
    {
        look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        look();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Exec(ProcessId process, long ret, params string[] args)
        => _story.Add(process, new ExecExitEvent { Syscall = "execve", Path = "/bin/" + args[0], Args = args, ArgCount = args.Length, Ret = ret });

    private void Apply() => _store.Apply([.. _story.Take().Select(ArgumentBlocks.AsFromTheKernel)]);
}
