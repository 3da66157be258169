using Bunit;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Querying;
using Dashboard.Ui.Events;
using Dashboard.Ui.Shared.Filtering;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Filtering;

/// <summary>A filter that proves too expensive while a page asks it.</summary>
public sealed class FilterPriceTests : Screen
{
    [Fact]
    public void Ask_ProvesTooExpensive_BoxSaysSoAndTheQuestionIsAskedWithoutIt()
    {
        var filter = Get<FilterState>();
        var box = Render<FilterBox>();
        filter.Set("comm:cc1");

        var shown = filter.Ask(() => filter.IsActive ? throw new FilterTooExpensiveException("it took too long", "ask less") : 7);

        Assert.Equal((7, false), (shown, filter.IsActive));
        box.WaitForAssertion(() => Assert.Contains("Too expensive, because it took too long", box.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Set_CostsTooMuch_BoxSaysSoBeforeItIsAsked()
    {
        var box = Render<FilterBox>();

        Get<FilterState>().Set("comm~x{101}");

        box.WaitForAssertion(() => Assert.Contains("Too expensive, because the pattern has 101 places", box.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void EventIndex_LongHistory_CatchesUpInSlices()
    {
        var shell = Shell();
        for (var i = 0; i < 5_000; i++)
        {
            Story.Fork(shell, 1_000 + i);
        }

        Happen();
        Assert.True(Filter.TryParse("kind:fork", out var filter, out _));
        var index = new EventIndex(filter, raw: true);
        var rests = 0;
        var run = new QueryRun(Capture.Store, Time, rest: _ => rests++);

        run.Scan(view => index.CatchUp(view, run));

        Assert.Equal((2, 5_000), (rests, index.Count));
    }
}
