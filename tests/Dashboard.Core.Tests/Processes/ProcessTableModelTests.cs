using CsCheck;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>Random processes with few pids, compared with the simplest model: a dictionary of live processes.</summary>
public sealed class ProcessTableModelTests
{
    private const int Pids = 12;

    private static readonly Gen<(int Action, int Who, int Pid)[]> Lives =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100], Gen.Int[2, Pids], (action, who, pid) => (action, who, pid)).Array[0, 200];

    [Fact]
    public void Apply_RandomLives_TableEqualsTheModel() => Lives.Sample(steps =>
    {
        var model = new Model();
        foreach (var step in steps)
        {
            model.Do(step.Action, step.Who, step.Pid);
        }

        var store = NewStore();
        store.Apply(model.Story.Take());
        store.Read(view => { AssertEqual(model, view.Processes, lossless: true); return 0; });
    });

    [Fact]
    public void Apply_SameStreamTwice_ChangesNothing() => Lives.Sample(steps =>
    {
        // A snapshot of a process whose fork was reported already, and a feed that repeats itself.
        var model = new Model();
        foreach (var step in steps)
        {
            model.Do(step.Action, step.Who, step.Pid);
        }

        var events = model.Story.Take();
        var store = NewStore();
        store.Apply(events);
        store.Apply(events.Where(e => e is ForkEvent or ExitEvent or SnapshotEvent).ToList());
        store.Read(view => { AssertEqual(model, view.Processes, lossless: true); return 0; });
    });

    [Fact]
    public void Apply_DroppedEvents_NeverMergeLives() => Gen.Select(Lives, Gen.Int[2, 9]).Sample(input =>
    {
        var (steps, dropEvery) = input;
        var model = new Model();
        foreach (var step in steps)
        {
            model.Do(step.Action, step.Who, step.Pid);
        }

        var store = NewStore();
        store.Apply(model.Story.Take().Where((_, at) => at % dropEvery != 0).ToList());
        store.Read(view => { AssertEqual(model, view.Processes, lossless: false); return 0; });
    });

    /// <summary>
    /// The worst case: events are lost, others are swapped with their neighbours (reaps are reported late), and then the repair
    /// arrives: a new snapshot and a census.
    /// </summary>
    [Fact]
    public void Apply_DroppedAndReorderedEvents_ConvergeOnceRepaired() => Gen.Select(Lives, Gen.Int[2, 9], Gen.Int[1, 5]).Sample(input =>
    {
        var (steps, dropEvery, window) = input;
        var model = new Model();
        foreach (var step in steps)
        {
            model.Do(step.Action, step.Who, step.Pid);
        }

        var kept = model.Story.Take().Where((_, at) => at % dropEvery != 0)
            .Select((e, at) => (e, at)).OrderBy(p => p.at / window).ThenBy(p => p.e is ReapEvent ? 1 : 0).Select(p => p.e).ToList();
        var store = NewStore();
        store.Apply(kept);
        store.Apply(model.Repair());
        store.Read(view =>
        {
            AssertEqual(model, view.Processes, lossless: false);
            Assert.Equal(model.Alive.Values.Order(ById), view.Processes.All.Where(r => r.Alive).Select(r => r.Id).Order(ById));
            return 0;
        });
    });

    private static void AssertEqual(Model model, ProcessTable table, bool lossless)
    {
        foreach (var record in table.All)
        {
            Assert.Contains(record.Id, model.Ever);
            Assert.Single(record.ParentRecord!.Children, c => c == record);
            if (record.Parent?.Id is { } parent)
            {
                Assert.True(parent.StartNs <= record.Id.StartNs);
            }
        }

        foreach (var (pid, lives) in table.Pids)
        {
            Assert.Equal(lives.Lives.OrderBy(l => l.Id.StartNs), lives.Lives);
            for (var i = 1; i < lives.Lives.Count; i++)
            {
                Assert.Equal(pid, lives.Lives[i].Pid);
                Assert.True(lives.Lives[i - 1].Exit is { } exit && exit.BootNs <= lives.Lives[i].Id.StartNs);
            }
        }

        if (lossless)
        {
            Assert.Equal(model.Alive.Values.Order(ById), table.All.Where(r => r.Alive).Select(r => r.Id).Order(ById));
            Assert.Equal(model.Ever.Order(ById), table.All.Select(r => r.Id).Order(ById));
            Assert.All(table.All, r => Assert.Equal(model.Execs.GetValueOrDefault(r.Id), r.ExecCount));
            Assert.All(table.All, r => Assert.Equal(InferredFields.None, r.Inferred));
        }

        Assert.Equal(table.All.Count(r => r.Exit is null), table.LiveCount);
        Assert.All(table.All, r => Assert.Equal(r.Children.Count(c => c.Alive), r.LiveChildCount));
    }

    private static readonly Comparer<ProcessId> ById =
        Comparer<ProcessId>.Create((a, b) => (a.StartNs, a.Pid).CompareTo((b.StartNs, b.Pid)));

    private static LifecycleStore NewStore() => new(new CaptureClock(Story.EpochUnixNs, null));

    private sealed class Model
    {
        public Model()
        {
            var init = Story.Snapshot(1, "init");
            Alive[1] = init;
            Ever.Add(init);
        }

        public Story Story { get; } = new();

        public SortedDictionary<int, ProcessId> Alive { get; } = [];

        public HashSet<ProcessId> Ever { get; } = [];

        public Dictionary<ProcessId, int> Execs { get; } = [];

        private HashSet<int> Zombies { get; } = [];

        private Dictionary<int, ProcessId> ZombieIds { get; } = [];

        /// <summary>The present task list.</summary>
        public IReadOnlyList<LifecycleEvent> Repair()
        {
            foreach (var id in Alive.Values)
            {
                Story.Add(id, new SnapshotEvent());
            }

            foreach (var id in ZombieIds.Values)
            {
                Story.Add(id, new SnapshotEvent { Exit = ExitStatus.FromWaitStatus(0) });
            }

            Story.Add(default, new CensusEvent { Present = new HashSet<ProcessId>([.. Alive.Values, .. ZombieIds.Values]) });
            return Story.Take();
        }

        public void Do(int action, int who, int pid)
        {
            var actor = Alive.Values.ElementAt(who % Alive.Count);
            switch (action)
            {
                case 0 or 1 when !Alive.ContainsKey(pid) && !Zombies.Contains(pid):
                    var child = Story.Fork(actor, pid);
                    Alive[pid] = child;
                    Ever.Add(child);
                    break;
                case 2:
                    Story.Exec(actor, $"/bin/p{pid}");
                    Execs[actor] = Execs.GetValueOrDefault(actor) + 1;
                    break;
                case 3:
                    Story.FailExec(actor, $"/no/p{pid}");
                    break;
                case 4 when actor.Pid != 1:
                    Story.Exit(actor, who % 3);
                    Alive.Remove(actor.Pid);
                    if (who % 2 == 0)
                    {
                        Story.Reap(actor);
                    }
                    else
                    {
                        Zombies.Add(actor.Pid);
                        ZombieIds[actor.Pid] = actor;
                    }

                    break;
            }
        }
    }
}
