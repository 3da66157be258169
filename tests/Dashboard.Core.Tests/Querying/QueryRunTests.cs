using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Core.Tests.History;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Querying;

public sealed class QueryRunTests
{
    private readonly Story _story = new();
    private readonly StepTime _still = new(TimeSpan.Zero);

    [Fact]
    public void Scan_ManyRows_HoldsTheStoreForAtMostSoMany()
    {
        var store = Stored(5_000);
        var (rests, last, max) = (0, 0L, 0L);
        QueryRun run = null!;
        run = new QueryRun(store, _still, rest: _ =>
        {
            rests++;
            (last, max) = (run.Rows, Math.Max(max, run.Rows - last));
            Assert.True(IsFree(store), "the store is free between two slices");
        });

        Assert.Equal(5_001, Walk(run).Count);

        Assert.Equal((2, 2_000), (rests, max));
    }

    [Fact]
    public void Scan_SlowRows_HoldsTheStoreForAtMostSoLong()
    {
        var slices = 0;
        var run = new QueryRun(Stored(20), new StepTime(TimeSpan.FromMilliseconds(2)), rest: _ => slices++);

        Assert.Equal(21, Walk(run).Count);

        // Checked before each row but the first: the third is refused, after 6 ms.
        Assert.InRange(slices, 7, 11);
    }

    [Fact]
    public void Scan_MoreWorkThanTheBudget_TooExpensive()
    {
        var run = new QueryRun(Stored(20), new StepTime(QueryRun.Budget / 10), rest: _ => { });

        var expensive = Assert.Throws<FilterTooExpensiveException>(() => Walk(run));

        Assert.Equal("Too expensive, because it took 2 seconds of work and was not done.", expensive.Message);
        Assert.InRange(run.Rows, 1, 11);
    }

    [Fact]
    public void Scan_Cancelled_EndsWithTheSlice()
    {
        using var left = new CancellationTokenSource();
        var run = new QueryRun(Stored(5_000), _still, left.Token, _ => left.Cancel());

        Assert.Throws<OperationCanceledException>(() => Walk(run));

        Assert.Equal(QueryRun.MaxRows, run.Rows);
    }

    [Fact]
    public void FailureFigures_LongHistory_ReadInSlices()
    {
        var store = Stored(5_000);
        var rests = 0;
        var run = new QueryRun(store, _still, rest: _ => rests++);

        FailureFigures.Read(run, Filter("comm:sh"), default, default);

        Assert.Equal((2, 5_000), (rests, run.Rows));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ProcessVerdicts_ManyProcesses_AskedInSlicesAndRightAfterwards(bool recent)
    {
        var store = Stored(5_000);
        var rests = 0;
        var run = new QueryRun(store, _still, rest: _ => rests++);

        var verdicts = ProcessVerdicts.Of(run, Filter("pid:1,17,4000"), 0, recent ? long.MinValue : null);

        // One more than there are, to detect the end.
        Assert.Equal((2, 5_002), (rests, run.Rows));
        Assert.Equal([1, 17, 4_000], store.Read(view => view.Processes.All.Where(verdicts.Matches).Select(p => p.Pid).Order().ToList()));
    }

    private static Filter Filter(string text)
    {
        Assert.True(Core.Filtering.Language.Filter.TryParse(text, out var filter, out _));
        return filter;
    }

    private static List<ProcessId> Walk(QueryRun run)
    {
        var (walk, met) = (new ProcessWalk(), new List<ProcessId>());
        run.Scan(view =>
        {
            for (; run.Takes(); met.Add(walk.Next(view.Processes)!.Id))
            {
                if (met.Count == view.Processes.Count)
                {
                    return false;
                }
            }

            return true;
        });
        return met;
    }

    /// <summary>Checked on another thread, because the lock is re-entrant.</summary>
    private static bool IsFree(LifecycleStore store) => Task.Run(() => store.Read(_ => true)).Wait(TimeSpan.FromSeconds(30));

    private LifecycleStore Stored(int children)
    {
        var store = new LifecycleStore(new CaptureClock(Story.EpochUnixNs, null));
        var shell = _story.Snapshot(1, "sh");
        for (var i = 0; i < children; i++)
        {
            _story.Fork(shell, i + 2);
        }

        store.Apply(_story.Take());
        return store;
    }
}
