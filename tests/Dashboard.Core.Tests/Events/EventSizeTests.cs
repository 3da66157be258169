using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Tests.Processes;
using Xunit;

namespace Dashboard.Core.Tests.Events;

public sealed class EventSizeTests
{
    /// <summary>A text that the event does not keep.</summary>
    private static readonly string Before = Text(300);

    private static readonly ProcessContext Old = new() { Cgroup = Before };

    public static TheoryData<string> AllKinds => [.. Makers.Keys];

    private static Dictionary<string, Func<LifecycleEvent>> Makers { get; } = new()
    {
        ["fork"] = () => new ForkEvent { Comm = Text(15), Context = new ProcessContext(1, new ProcessSetting { Cgroup = Text(100), Cwd = Text(200) }) },
        ["fork.fail"] = () => new ForkFailEvent { Comm = Text(15), Syscall = "clone" },
        ["exec.enter"] = () => new ExecEnterEvent { Comm = Text(15), Syscall = "execve", Path = Text(100) },
        ["exec.enter with arguments"] = () => new ExecEnterEvent { Comm = Text(15), Syscall = "execve", Args = Texts(100, 100) },
        ["a long name"] = () => new ReapEvent { Comm = Text(1_000) },
        ["a rename to a long name"] = () => new RenameEvent { Comm = Text(15), From = Text(500), To = Text(900) },
        ["exec.exit"] = () => new ExecExitEvent { Comm = Text(15), Path = Text(4_000), Interpreter = Text(50) },
        ["exec.exit with its file"] = () => new ExecExitEvent { Comm = Text(15), Exe = new ExecutableFile(Before, "8:1", 7) },
        ["credentials"] = () => ChangeOf(Text(200)),
        ["exit"] = () => new ExitEvent { Comm = Text(15), Usage = new ResourceUsage() },
        ["reap"] = () => new ReapEvent { Comm = Text(15), By = new ProcessReference(default, 1, null) },
        ["rename"] = () => new RenameEvent { Comm = Text(15), From = Text(14), To = Text(13) },
        ["clock"] = () => new ClockEvent { FromOffsetNs = 1, ToOffsetNs = 2 },
        ["lost"] = () => new LostEvent { Cause = Text(1_000) },
    };

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Of_AnEvent_IsAtLeastWhatIsAllocatedAndNotTwiceIt(string kind)
    {
        var allocated = AllocatedBy(Makers[kind], out var e);
        Assert.InRange(EventSize.Of(e, ownsContext: true), allocated, 2 * allocated);
    }

    [Theory]
    [InlineData(1, 30_000)]
    [InlineData(500, 1)]
    public void Of_Arguments_IsAtLeastWhatIsAllocatedAndNotTwiceIt(int count, int length)
    {
        var allocated = AllocatedBy(() => Texts(count, length), out var list);
        Assert.InRange(EventSize.Of(list), allocated, 2 * allocated);
    }

    [Theory]
    [InlineData(15_000, 1)]
    [InlineData(30, 1_000)]
    [InlineData(1, 32_000)]
    public void Bytes_OfAHeldEvent_AreAtLeastWhatACopyTakesAndNotTwiceIt(int count, int length)
    {
        var exec = new ExecExitEvent { Comm = "x" };
        var block = ArgumentBlocks.Of(Texts(count, length));
        exec.KeepArguments(block, new byte[block.Length]);
        exec.CountedBytes = EventSize.Of(exec, ownsContext: false);

        var allocated = AllocatedBy(() => exec with { }, out _);
        Assert.InRange(new HeldEvent(exec).Bytes, allocated, 2 * allocated);
    }

    [Fact]
    public void FirstArgs_OfManyBytes_AreTheFirstOnly()
    {
        var exec = new ExecExitEvent { Args = ["a", "b", "c"] };
        Assert.Equal(["a", "b"], exec.FirstArgs(2)!);
        Assert.Equal(["a", "b", "c"], exec.FirstArgs(3)!);

        exec.KeepArguments(ArgumentBlocks.Of(Texts(15_000, 1)), new byte[30_000]);
        Assert.Equal(["x", "x"], exec.FirstArgs(2)!);
        Assert.InRange(AllocatedBy(() => exec.FirstArgs(24), out _), 1, 2_000);
    }

    private static CredentialsEvent ChangeOf(string cgroup)
    {
        var e = new CredentialsEvent { Comm = Text(15) };
        e.Fill(new ProcessContext(1, new ProcessSetting { Cgroup = cgroup }));
        e.Compare(Old);
        return e;
    }

    private static string[] Texts(int count, int length)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = Text(length);
        }

        return texts;
    }

    private static string Text(int length) => new('x', length);

    private static long AllocatedBy<T>(Func<T> make, out T made)
    {
        // Warm-up: allocations that happen only once.
        made = make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        made = make();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
