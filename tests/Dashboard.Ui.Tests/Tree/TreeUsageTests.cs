using Bunit;
using Dashboard.Core.Model;
using Dashboard.Core.Readings;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Tree;
using Xunit;

namespace Dashboard.Ui.Tests.Tree;

public sealed class TreeUsageTests : Screen
{
    private readonly Machine _machine = new();

    public TreeUsageTests() => UsageReader = _machine;

    [Fact]
    public void Columns_OfNow_HaveTheFiguresOfRunningRowsAndFollowThem()
    {
        var (busy, gone) = Family();
        Open("/tree?cols=pid,cpu,cpunow,memnow");
        var page = Render<TreeScreen>();
        Assert.Equal("5 MiB", page.Find($"[data-process-id='{busy}'] .c-rss").TextContent);
        Assert.Equal("", page.Find($"[data-process-id='{busy}'] .c-load").TextContent);

        _machine.CpuNs[busy] = 750_000_000;
        Tick(1);

        page.WaitForAssertion(() => Assert.Equal("75 %", page.Find($"[data-process-id='{busy}'] .c-load").TextContent));
        Assert.Equal("750 ms", page.Find($"[data-process-id='{busy}'] .c-cpu").TextContent);
        Assert.NotNull(page.Find($"[data-process-id='{busy}'] .spark path"));
        Assert.Equal(["", ""], new[] { ".c-load", ".c-rss" }.Select(c => page.Find($"[data-process-id='{gone}'] {c}").TextContent));
        Assert.DoesNotContain(gone, _machine.Asked);
    }

    [Fact]
    public void Rows_WithoutSuchAColumn_ReadNothing()
    {
        Family();
        Render<TreeScreen>();
        Tick(1);
        Tick(1);

        Assert.Empty(_machine.Asked);
    }

    [Fact]
    public async Task Paused_ReadsNothing()
    {
        Family();
        Open("/tree?cols=memnow");
        Render<TreeScreen>();
        await Get<LivePulse>().PauseAsync();
        _machine.Asked.Clear();
        Tick(1);
        Tick(1);

        // As it does when the user scrolls.
        var view = Get<TreeViewModel>();
        Assert.Empty(view.ReadNow(view.Pull(0, 20).Rows));
        Assert.Empty(_machine.Asked);
    }

    [Fact]
    public void Rows_OutOfSight_AreNotRead()
    {
        var shell = Family().Busy;
        for (var i = 0; i < 500; i++)
        {
            Story.Fork(shell, 1_000 + i);
        }

        Happen();
        Open("/tree?cols=memnow");
        Get<TreeViewModel>().ReadNow(Get<TreeViewModel>().Pull(0, 20).Rows);

        Assert.InRange(_machine.Asked.Count, 1, 20);
    }

    [Fact]
    public void Sorted_ByCpu_PutsTheBusyOneFirst()
    {
        var (busy, _) = Family();
        Open("/tree?cols=pid,cpunow&sort=-cpunow");
        var page = Render<TreeScreen>();
        _machine.CpuNs[busy] = 400_000_000;
        Tick(1);

        page.WaitForAssertion(() => Assert.Equal(busy.ToString(), page.FindAll("[data-testid=tree-row]")[0].GetAttribute("data-process-id")));
    }

    private (ProcessId Busy, ProcessId Gone) Family()
    {
        var shell = Shell();
        var (busy, gone) = (Story.Fork(shell, 300), Story.Fork(shell, 301));
        Story.Exit(gone);
        Happen();
        return (busy, gone);
    }

    private sealed class Machine : IUsageReader
    {
        public Dictionary<ProcessId, long> CpuNs { get; } = [];

        public HashSet<ProcessId> Asked { get; } = [];

        public UsageSample? Read(ProcessId id)
        {
            Asked.Add(id);
            return new UsageSample(CpuNs.GetValueOrDefault(id), 5 << 20);
        }

        public MachineSample? ReadMachine() => null;
    }
}
