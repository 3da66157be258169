using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Matching;

public sealed class LineageSearchTests
{
    private const int Deep = 20_000;

    [Fact]
    public void IsUnder_EachOfADeepLineage_TakesFewSteps()
    {
        var capture = new CaptureBuilder();
        var ids = new List<ProcessId> { capture.Snapshot(1200, "bash") };
        for (var i = 0; i < Deep; i++)
        {
            ids.Add(capture.Fork(ids[^1], 10_000 + i));
        }

        var search = new LineageSearch();
        var found = capture.Store.Read(v => ids.AsEnumerable().Reverse()
            .Count(id => search.IsUnder(v.Processes.Find(id)!, 1200, null) && !search.IsUnder(v.Processes.Find(id)!, 7, null)));

        Assert.Equal(Deep + 1, found);
        // One complete walk for each of the two queries, then to the next mark; without marks 400,000,000.
        Assert.InRange(search.Steps, 2 * Deep, 2 * Deep * 66);
    }
}
