using CsCheck;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

public sealed class ProcessWalkTests
{
    private const int MaxExited = 40;

    /// <summary>Between two steps: births and ends, some with evictions.</summary>
    [Fact]
    public void Next_TableChangesBetweenSteps_MeetsEachThatStaysExactlyOnce()
        => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 1_000_000].Array[0, 80], Gen.Int[1, 7])
            .Sample((births, ends, changes, stride) =>
            {
                var story = new Story();
                var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { ExitedProcesses = MaxExited });
                var alive = new List<ProcessId> { story.Snapshot(1, "init") };
                var number = 1;
                for (var i = 0; i < births; i++)
                {
                    Birth();
                }

                for (var i = 0; i < ends; i++)
                {
                    End(i * 7);
                }

                store.Apply(story.Take());
                var atBegin = store.Read(view => view.Processes.All.Select(p => p.Id).ToList());
                var met = new List<ProcessId>();
                var walk = new ProcessWalk();
                var at = 0;
                while (store.Read(view => Step(view, walk, met, stride)))
                {
                    for (var i = 0; i < 3 && at < changes.Length; i++, at++)
                    {
                        if (changes[at] % 2 == 0)
                        {
                            Birth();
                        }
                        else
                        {
                            End(changes[at] / 2);
                        }
                    }

                    store.Apply(story.Take());
                }

                var held = store.Read(view => view.Processes.All.Select(p => p.Id).ToHashSet());
                Assert.Equal(met.Count, met.Distinct().Count());
                Assert.Empty(atBegin.Where(held.Contains).Except(met));

                void Birth() => alive.Add(story.Fork(alive[0], ++number));

                void End(int which)
                {
                    if (alive.Count > 1)
                    {
                        var index = 1 + (which % (alive.Count - 1));
                        story.Exit(alive[index]);
                        alive.RemoveAt(index);
                    }
                }
            }, iter: 3_000);

    private static bool Step(StoreReader view, ProcessWalk walk, List<ProcessId> met, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            if (walk.Next(view.Processes) is not { } process)
            {
                return false;
            }

            met.Add(process.Id);
        }

        return true;
    }
}
