using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>The new parent of an exiting process's children, as the kernel decides it a moment later.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class AdoptionTests(KernelFixture kernel)
{
    [Fact]
    public async Task Orphan_BelowASubreaper_IsAdoptedByIt()
    {
        var trace = await kernel.RunAsync("orphan");

        var (middle, orphan) = (trace.Children[0], trace.Children[1]);
        Assert.Equal((trace.Root, "orphan"), (trace.ExitOf(middle.Process).Adopter!.Value.Id, trace.ExitOf(middle.Process).Adopter!.Value.Comm));
        Assert.Null(trace.ExitOf(orphan.Process).Adopter);
        var record = TableOf(trace).Find(orphan.Process)!;
        Assert.Equal((middle.Process, trace.Root), (record.Parent!.Value.Id, record.CurrentParent!.Value.Id));
    }

    [Fact]
    public async Task Orphan_OfADoubleFork_IsAdoptedByWhomTheKernelSays()
    {
        var trace = await kernel.RunAsync("double_fork");

        var printed = trace.Lines.Single().Split(' ').Select(int.Parse).ToArray();
        var adopter = Assert.Single(trace.Exits, e => e.Pid == printed[0]).Adopter!;
        Assert.Equal(printed[1], adopter.Value.Pid);
        // The orphan's exit has its parent at that time, with the start time.
        Assert.Equal(Assert.Single(trace.Exits, e => e.ExitCode == 5).Parent, adopter.Value.Id);
        Assert.Equal((await File.ReadAllTextAsync($"/proc/{printed[1]}/comm", TestContext.Current.CancellationToken)).TrimEnd('\n'), adopter.Value.Comm);
    }

    [Fact]
    public async Task Orphan_InAPidNamespace_IsAdoptedByItsInit()
    {
        var trace = await kernel.RunAsync("namespace_orphan");

        var (init, middle, orphan, left) = (trace.Children[0], trace.Children[1], trace.Children[2], trace.Children[3]);
        Assert.Equal(init.Process, trace.ExitOf(middle.Process).Adopter!.Value.Id);
        Assert.Equal(init.Process, trace.ExitOf(orphan.Process).Parent);
        Assert.Equal(6, trace.ExitOf(orphan.Process).ExitCode);
        // Its exit kills the remaining processes, and it waits for them itself.
        Assert.Equal(init.Process, trace.ExitOf(init.Process).Adopter!.Value.Id);
        Assert.Equal(9, trace.ExitOf(left.Process).Signal);
        Assert.Equal(init.Process, TableOf(trace).Find(left.Process)!.CurrentParent!.Value.Id);
    }

    /// <summary>A zombie changes its parent like any other child, and the wait of the new parent is seen.</summary>
    [Theory]
    [InlineData()]
    [InlineData("namespace")]
    public async Task Zombie_WhoseParentEnds_IsAdoptedAndReapedByItsAdopter(params string[] namespaced)
    {
        var trace = await kernel.RunAsync("zombie_orphan", namespaced);

        var zombie = Assert.Single(trace.Exits, e => e.ExitCode == 5).Process;
        var adopter = namespaced.Length == 0 ? trace.Root : trace.Children[0].Process;
        Assert.Equal(adopter, trace.ReapOf(zombie).By?.Id);
        var meanwhile = TableOf(trace, trace.ReapOf(zombie).BootNs - 1).Find(zombie)!;
        Assert.Equal((ProcessState.Zombie, adopter), (meanwhile.State, meanwhile.CurrentParent!.Value.Id));
        Assert.Equal(0, trace.ExitOf(trace.Root).ExitCode);
    }

    [Fact]
    public async Task ActionsOfAThread_HaveTheNameOfItsProcess()
    {
        var trace = await kernel.RunAsync("thread_parent");

        var child = Assert.Single(trace.Children);
        Assert.Equal("worker-7", child.Comm);
        Assert.Equal("thread_parent", child.By!.Value.Comm);
        Assert.Equal("thread_parent", trace.ExitOf(child.Process).By!.Value.Comm);
        Assert.Equal("thread_parent", trace.ReapOf(child.Process).By!.Value.Comm);
    }

    private static ProcessTable TableOf(ScenarioTrace trace, long untilBootNs = long.MaxValue)
    {
        var store = new LifecycleStore(new CaptureClock(0, null));
        store.Apply([.. trace.Events.Where(e => e.BootNs <= untilBootNs)]);
        return store.Read(view => view.Processes);
    }
}
