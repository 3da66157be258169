using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Decoding;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Decoding;

/// <summary>A wait in a nested pid namespace returns a pid of that namespace, which exists in other namespaces too.</summary>
public sealed class ZombieLedgerTests
{
    private const int Number = 2;

    private readonly ZombieLedger _ledger = new();

    /// <summary>Three namespaces, each with a zombie of the same pid; waited for in each order.</summary>
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 1)]
    public void Waited_SameNumberInSeveralNamespaces_IsTheOneOfTheReaper(params int[] order)
    {
        foreach (var space in new[] { 1, 2, 3 })
        {
            _ledger.Add(ZombieOf(space));
        }

        Assert.Equal(1, _ledger.Numbers);
        foreach (var space in order)
        {
            WaitIn(space);
        }

        Assert.All(order, space =>
        {
            Assert.True(_ledger.Released(ProcessOf(space), out var zombie));
            Assert.Equal(ReaperOf(space), zombie!.Value.Reaper?.Id);
        });
        Assert.Equal(0, _ledger.Numbers);
    }

    [Fact]
    public void Waited_TheOneOfThatNamespaceHasGone_IsUnknown()
    {
        _ledger.Add(ZombieOf(1));
        _ledger.Add(ZombieOf(2));
        Assert.True(_ledger.Released(ProcessOf(2), out _));

        WaitIn(2);

        Assert.False(_ledger.Awaits);
        Assert.True(_ledger.Released(ProcessOf(1), out var other));
        Assert.Null(other!.Value.Reaper);
    }

    /// <summary>The pid belongs to another process by now, with another namespace and pid.</summary>
    [Fact]
    public void Waited_ThePidWasGivenAwayAgain_IsNotTheFormer()
    {
        var former = ZombieOf(1);
        _ledger.Add(former);
        _ledger.Add(former with { Process = new ProcessId(former.Process.Pid, 9_999), PidInNamespace = Number + 1 });

        WaitIn(1);

        Assert.False(_ledger.Awaits);
        Assert.Equal(1, _ledger.Numbers);
    }

    /// <summary>Also in a namespace whose pids have wrapped around.</summary>
    [Fact]
    public void Waited_TheNumberInTheNamespaceIsThePid_IsFound()
    {
        var process = new ProcessId(Number, 77);
        _ledger.Add(new Zombie(process, Number, ReaperOf(1), "x"));
        _ledger.Add(ZombieOf(2));

        WaitIn(1);

        Assert.True(_ledger.Released(process, out var zombie));
        Assert.Equal(ReaperOf(1), zombie!.Value.Reaper?.Id);
    }

    /// <summary>Random adds, waits, releases and reuses: the result equals that of a linear search.</summary>
    [Fact]
    public void Waited_AfterManyChanges_FindsWhatASearchOfAllFinds()
    {
        var random = new Random(14);
        var open = new Dictionary<int, Zombie>();
        var found = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var (pid, number, space) = (random.Next(1, 60), random.Next(1, 12), random.Next(1, 6));
            switch (random.Next(3))
            {
                case 0:
                    var zombie = new Zombie(new ProcessId(pid, i + 1), number, ReaperOf(space), "x");
                    open[pid] = zombie;
                    _ledger.Add(zombie);
                    break;
                case 1 when open.Remove(pid, out var gone):
                    Assert.True(_ledger.Released(gone.Process, out var known));
                    Assert.Null(known!.Value.Reaper);
                    break;
                case 2:
                    var candidates = open.Values.Where(z => z.PidInNamespace == number && z.Parent == ReaperOf(space)).Select(z => z.Process).ToHashSet();
                    WaitIn(space, number);
                    if (candidates.Count > 0)
                    {
                        // With several candidates, which no kernel has, any one is right.
                        var taken = candidates.Single(c => _ledger.Awaits && IsWaited(c));
                        open.Remove(taken.Pid);
                        found++;
                    }

                    break;
            }

            Assert.Equal(open.Values.Where(z => z.PidInNamespace != z.Process.Pid).Select(z => z.PidInNamespace).Distinct().Count(), _ledger.Numbers);
        }

        Assert.InRange(found, 1_000, 20_000);

        bool IsWaited(ProcessId process)
        {
            Assert.True(_ledger.Released(process, out var zombie));
            if (zombie!.Value.Reaper is not null)
            {
                return true;
            }

            _ledger.Add(zombie.Value with { NextOfNumber = null });
            return false;
        }
    }

    private void WaitIn(int space, int number = Number)
    {
        var reaper = ReaperOf(space);
        _ledger.Waited(
            new ReapRecord
            {
                Header = new RecordHeader { Kind = RecordKind.Reap, Flags = RecordFlags.NestedNamespace, Tgid = (uint)reaper.Pid, StartBootNs = (ulong)reaper.StartNs, BootNs = 5 },
                ReapedPid = (uint)number,
            },
            "init");
    }

    private static Zombie ZombieOf(int space) => new(ProcessOf(space), Number, ReaperOf(space), "x");

    private static ProcessId ProcessOf(int space) => new(100 + space, 1_000 + space);

    private static ProcessId ReaperOf(int space) => new(200 + space, 2_000 + space);
}
