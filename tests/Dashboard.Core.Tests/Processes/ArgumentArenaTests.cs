using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Processes;
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

    private void Exec(ProcessId process, long ret, params string[] args)
        => _story.Add(process, new ExecExitEvent { Syscall = "execve", Path = "/bin/" + args[0], Args = args, ArgCount = args.Length, Ret = ret });

    private void Apply() => _store.Apply([.. _story.Take().Select(ArgumentBlocks.AsTheKernelTellsThem)]);
}
