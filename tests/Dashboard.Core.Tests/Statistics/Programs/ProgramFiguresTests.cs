using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Programs;

public sealed class ProgramFiguresTests
{
    private const long Ms = 1_000_000;
    private readonly Story _story = new();

    [Fact]
    public void Read_RunsOfOneProgram_AreAddedUp()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 1; i <= 20; i++)
        {
            Ends(Run(shell, 300 + i, "/bin/cc"), i * Ms * 10, code: i > 17 ? 1 : 0, new ResourceUsage { UserNs = 3, SystemNs = 2, MaxRssBytes = i * 1_000 });
        }

        var running = Run(shell, 400, "/bin/cc");

        var cc = Program(Read(Store()), "cc");

        Assert.Equal(new ProgramKey("cc", "/bin/cc"), cc.Key);
        Assert.Equal((21, 1, 20, 20, 3), (cc.Runs, cc.Running, cc.Exited, cc.ExitKnown, cc.Failed));
        // Each lives from its fork to its exit.
        Assert.Equal((100 * Ms, 190 * Ms, 2_100 * Ms), (cc.MedianNs, cc.P95Ns, cc.SumNs));
        Assert.Equal((100L, 20, 20_000L), (cc.CpuNs, cc.CpuKnown, cc.MaxRssBytes));
        Assert.Equal(running, cc.Newest);
        Assert.Equal(Story.EpochUnixNs + running.StartNs, cc.Last.UnixNs);
    }

    [Fact]
    public void Read_SameNameAndOtherPath_AreTwoPrograms()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Run(shell, 300, "/usr/bin/python3");
        Run(shell, 301, "/opt/bin/python3");

        Assert.Equal(["/opt/bin/python3", "/usr/bin/python3"], Read(Store()).Top(ProgramOrder.Name, 10).Where(p => p.Key.Comm == "python3").Select(p => p.Key.Path));
    }

    [Fact]
    public void Read_Failed_IsWhatTheFilterCallsFailed()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 300, "/bin/job"), Ms, code: 2);
        Ends(Run(shell, 301, "/bin/job"), Ms);
        _story.Exit(Run(shell, 302, "/bin/job"), signal: 9);
        // Its exec failed and it went on: is:failed, though it exited with 0.
        var tries = Run(shell, 303, "/bin/job");
        _story.FailExec(tries, "/no/such").Exit(tries);
        // A step of a PATH search is no failure.
        var search = _story.Fork(shell, 304);
        _story.FailExec(search, "/usr/local/bin/job").Exec(search, "/bin/job").Exit(search);
        var store = Store();

        Assert.Equal(3, Program(Read(store), "job").Failed);
        Assert.Equal(3, Program(Read(store, "is:failed"), "job").Runs);
    }

    [Fact]
    public void Read_ExitThatWasNotSeen_IsCountedAsUnknown()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var job = Run(shell, 300, "/bin/job");
        _story.Add(job, new ExitEvent());

        var program = Program(Read(Store()), "job");

        Assert.Equal((1, 0, 0, 0), (program.Exited, program.ExitKnown, program.Failed, program.CpuKnown));
        Assert.Null(program.MaxRssBytes);
    }

    [Fact]
    public void Read_Range_CountsWhatLivedInIt()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        Ends(Run(shell, 300, "/bin/before"), Ms);
        var across = Run(shell, 301, "/bin/across");
        var from = Now();
        Ends(across, 5 * Ms);
        Ends(Run(shell, 302, "/bin/inside"), Ms);
        var to = Now();
        Run(shell, 303, "/bin/after");

        var figures = Read(Store(), range: new TimeRange(from, to));

        Assert.Equal(["across", "bash", "inside"], figures.Top(ProgramOrder.Name, 10).Select(p => p.Key.Comm));
        Assert.Equal((from, to), (figures.From, figures.To));
    }

    [Fact]
    public void Read_ProcessesThatRanAlready_AreNoRuns()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var becomes = _story.Snapshot(201, "bash", shell, "/bin/bash");
        _story.Exec(becomes, "/bin/job");
        Run(shell, 300, "/bin/job");
        var from = Now();
        Ends(Run(shell, 301, "/bin/job"), Ms);
        var store = Store();

        var whole = Read(store);
        Assert.Equal((3, 1), (whole.Runs, whole.Already));
        Assert.Equal((0, 1, 1, 1), (Program(whole, "bash").Runs, Program(whole, "bash").Already, Program(whole, "bash").Running, Program(whole, "bash").Processes));
        Assert.Equal((3, 2, 1), (Program(whole, "job").Runs, Program(whole, "job").Running, Program(whole, "job").Exited));

        // Of a range those that it began with are apart, too.
        var later = Program(Read(store, range: new TimeRange(from, null)), "job");
        Assert.Equal((1, 2, 1), (later.Runs, later.Already, later.Exited));
    }

    [Fact]
    public void Read_OldOnesEvicted_CountsFromWhenAllAreHeld()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 0; i < 10; i++)
        {
            Ends(Run(shell, 300 + i, "/bin/job"), Ms);
        }

        var store = Store(new CaptureLimits { ExitedProcesses = 4 });
        var figures = Read(store);

        Assert.Equal(store.Read(view => view.Processes.HeldSince), figures.From);
        Assert.Equal(4, Program(figures, "job").Runs);
    }

    [Fact]
    public void Read_PausedBeforeTheEnd_DoesNotKnowOfIt()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var job = Run(shell, 300, "/bin/job");
        var paused = _story.NowNs - 1;
        Ends(job, Ms, code: 1);
        Run(shell, 301, "/bin/later");

        var figures = Read(Store(), nowBootNs: paused);

        Assert.Equal((1, 1, 0), (Program(figures, "job").Runs, Program(figures, "job").Running, figures.Failed));
        Assert.DoesNotContain(figures.Top(ProgramOrder.Runs, 10), p => p.Key.Comm == "later");
    }

    [Theory]
    [InlineData(ProgramOrder.Runs, "often")]
    [InlineData(ProgramOrder.Failed, "broken")]
    [InlineData(ProgramOrder.Cpu, "busy")]
    [InlineData(ProgramOrder.Median, "slow")]
    [InlineData(ProgramOrder.P95, "outlier")]
    [InlineData(ProgramOrder.Sum, "outlier")]
    [InlineData(ProgramOrder.Name, "aaa")]
    public void Top_Order_PutsItsOwnFirst(ProgramOrder order, string first)
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        var pid = 300;
        for (var i = 0; i < 5; i++)
        {
            Ends(Run(shell, pid++, "/bin/often"), 10 * Ms);
        }

        Ends(Run(shell, pid++, "/bin/outlier"), 10 * Ms);
        Ends(Run(shell, pid++, "/bin/outlier"), 10 * Ms);
        Ends(Run(shell, pid++, "/bin/outlier"), 900 * Ms);
        Ends(Run(shell, pid++, "/bin/slow"), 200 * Ms);
        Ends(Run(shell, pid++, "/bin/broken"), 10 * Ms, code: 1);
        Ends(Run(shell, pid++, "/bin/busy"), 10 * Ms, usage: new ResourceUsage { UserNs = 5 });
        Ends(Run(shell, pid, "/bin/aaa"), 10 * Ms);

        Assert.Equal(first, Read(Store(), "-comm:bash").Top(order, 1)[0].Key.Comm);
    }

    [Fact]
    public void Read_MorePrograms_CountsTheOthersTogether()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 0; i < ProgramFigures.MaxPrograms + 5; i++)
        {
            Run(shell, 1_000 + i, $"/bin/p{i}");
        }

        var figures = Read(Store());

        Assert.Equal((ProgramFigures.MaxPrograms, ProgramFigures.MaxPrograms, 6), (figures.Count, figures.Runs + figures.Already, figures.Others));
    }

    [Fact]
    public void Read_ManyProcesses_HoldsTheStoreForABoundedNumberOfRows()
    {
        var shell = _story.Snapshot(200, "bash", null, "/bin/bash");
        for (var i = 0; i < 3 * QueryRun.MaxRows; i++)
        {
            Ends(Run(shell, 1_000 + i, "/bin/job"), Ms);
        }

        var store = Store();
        var rests = 0;
        ProgramFigures.Read(new QueryRun(store, TimeProvider.System, rest: _ => rests++), Filter.Everything, default, 0, store.Read(view => view.Clock.NowBootNs));

        Assert.True(rests >= 3, $"{rests} rests");
    }

    private Timestamp Now() => new(Story.EpochUnixNs + _story.NowNs);

    private ProcessId Run(ProcessId parent, int pid, string path)
    {
        var id = _story.Fork(parent, pid);
        _story.Exec(id, path);
        return id;
    }

    /// <summary>It ends so long after its birth.</summary>
    private void Ends(ProcessId id, long livedNs, int code = 0, ResourceUsage? usage = null)
    {
        _story.NowNs = Math.Max(_story.NowNs, id.StartNs + livedNs);
        _story.Add(id, new ExitEvent { ExitCode = code, Usage = usage });
    }

    private LifecycleStore Store(CaptureLimits? limits = null)
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), limits);
        store.Apply(_story.Take());
        return store;
    }

    private static ProgramTotals Program(ProgramFigures figures, string comm) => figures.Top(ProgramOrder.Runs, 100).Single(p => p.Key.Comm == comm);

    private static ProgramFigures Read(LifecycleStore store, string filter = "", TimeRange range = default, long? nowBootNs = null)
        => ProgramFigures.Read(
            new QueryRun(store, TimeProvider.System), Filter.TryParse(filter, out var wanted, out _) ? wanted : throw new ArgumentException(filter),
            range, 0, nowBootNs ?? store.Read(view => view.Clock.NowBootNs));
}
