using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>The command of `dashboard run` is forked seconds before it is traced. Its life is counted from its exec, in every figure.</summary>
public sealed class WaitAtTheGateTests
{
    private const long Ms = 1_000_000;
    private const long Second = 1_000 * Ms;
    private const int Pid = 300;
    private readonly Story _story = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Life_OfTheCommand_IsCountedFromItsExecEverywhere(bool packed)
    {
        var (store, id, lived) = Run(Pid, packed);
        var now = _story.NowNs;

        Assert.Equal(lived, store.Read(view => view.Processes.Find(id)!.LifetimeNs(now)));
        Assert.Equal(lived, store.Read(view => view.Events.Forwards().Copy()).OfType<ExitEvent>().Single(e => e.Process == id).LifetimeNs);
        Assert.Equal(lived, CommandFigures.Read(Query(store), Pid, now)!.LifetimeNs);
        var program = ProgramFigures.Read(Query(store), Filter.Everything, default, 0, now).Top(default, 10).Single(p => p.Key.Comm == "make");
        Assert.Equal((lived, lived), (program.MedianNs!.Value, program.SumNs));
        Assert.Equal(lived, RecentFigures.Read(Query(store), Filter.Everything, true, 0, now).Newest.Single(p => p.Id == id).LifetimeNs);
        var index = new TimelineIndex();
        index.Build(Query(store), new TimelineQuery { NowBootNs = now });
        var life = index.Lives.ToArray().Single(l => l.Id == id);
        Assert.Equal(lived, life.EndNs - life.StartNs);
        Assert.Equal(lived, store.Read(view => TimelineProcess.Of(view.Processes.Find(id)!, true, now).LifetimeNs));
        Assert.Equal(lived, store.Read(view => CriticalPath.Of(view.Processes.Find(id)!, 0, now)).Steps.Sum(s => s.Ns));
        Assert.Equal(packed, store.Read(view => view.Processes.Find(id)!.Chunk is not null));
    }

    [Fact]
    public void Life_OfOtherProcesses_IsCountedFromTheFork()
    {
        var (store, id, lived) = Run(gatePid: null, packed: false);

        Assert.Equal(lived + (7 * Second), store.Read(view => view.Processes.Find(id)!.LifetimeNs(_story.NowNs)));
    }

    [Fact]
    public void Life_OfAnotherProcessOfTheSamePid_IsCountedFromItsFork()
    {
        var (store, _, _) = Run(Pid, packed: false);
        var shell = _story.Fork(new ProcessId(1, 1_000), Pid);
        _story.NowNs += Second;
        _story.Exec(shell, "/bin/sh").Exit(shell);
        store.Apply(_story.Take());

        Assert.Equal(0, store.Read(view => view.Processes.Find(shell)!.WaitedNs));
    }

    /// <summary>A recording has the wait in its events, so that it shows the same.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Life_OfARecording_IsAsItWas(bool withExec)
    {
        var (live, id, lived) = Run(Pid, packed: false);
        var lines = live.Read(view => view.Events.Forwards().Copy()).Select(EventJson.Write).ToList();
        var store = NewStore(null, packed: false);
        store.Apply([.. lines.Select(Read).Where(e => withExec || e is not ExecExitEvent)]);

        Assert.Equal(lived, store.Read(view => view.Processes.Find(id)!.LifetimeNs(_story.NowNs)));
        Assert.DoesNotContain("waitedNs", System.Text.Encoding.UTF8.GetString(lines[1]));
    }

    /// <summary>A recording may say anything.</summary>
    [Theory]
    [InlineData(-5, 0)]
    [InlineData(long.MaxValue, 1)]
    public void Wait_OfAHostileRecording_IsWithinTheLife(long waitedNs, int atMost)
    {
        var store = NewStore(null, packed: false);
        var id = _story.Fork(_story.Snapshot(1, "init"), Pid);
        _story.Add(id, Read(System.Text.Encoding.UTF8.GetBytes($$"""{"kind":"exit","exitCode":0,"waitedNs":{{waitedNs}}}""")));
        store.Apply(_story.Take());

        Assert.Equal(atMost, store.Read(view => view.Processes.Find(id)!.WaitedNs) > 0 ? 1 : 0);
        Assert.InRange(store.Read(view => view.Processes.Find(id)!.LifetimeNs(_story.NowNs)), 0, Second);
    }

    private static LifecycleEvent Read(byte[] json) => EventJson.TryRead(json, out var e, out var error) ? e : throw new InvalidOperationException(error);

    private static QueryRun Query(LifecycleStore store) => new(store, TimeProvider.System);

    private static LifecycleStore NewStore(int? gatePid, bool packed)
        => new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { UnpackedExited = packed ? 0 : 100 }, gatePid);

    private (LifecycleStore Store, ProcessId Id, long LivedNs) Run(int? gatePid, bool packed)
    {
        var store = NewStore(gatePid, packed);
        var id = _story.Snapshot(Pid, "dashboard", null, "/opt/dashboard");
        _story.NowNs = id.StartNs + (7 * Second);
        var began = _story.NowNs;
        _story.Exec(id, "/usr/bin/make");
        var child = _story.Fork(id, 301);
        _story.Exec(child, "/bin/true").Exit(child).Reap(child);
        _story.NowNs += 4 * Second;
        var ended = _story.NowNs;
        _story.Exit(id, 2).Reap(id);
        store.Apply(_story.Take());
        if (packed)
        {
            // Packed between two events that come later.
            store.Apply(_story.Fork(new ProcessId(1, 1_000), 900) is var later ? _story.Exit(later).Exit(later).Take() : []);
        }

        return (store, id, ended - began);
    }
}
