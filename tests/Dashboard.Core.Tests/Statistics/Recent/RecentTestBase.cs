using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Core.Statistics.Spawning;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Recent;

/// <summary>Both ways to the same figures: at once, and by a window that moves along with the events.</summary>
public abstract class RecentTestBase
{
    private protected const long Ms = 1_000_000;
    private protected const long Second = 1_000 * Ms;
    private protected readonly Story _story = new();
    private protected readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null));

    private protected ProcessId Run(ProcessId parent, int pid, string path)
    {
        var id = _story.Fork(parent, pid);
        _story.Exec(id, path);
        return id;
    }

    private protected void Ends(ProcessId id, int code = 0) => _story.Exit(id, code);

    private protected static Filter Parse(string filter) => Filter.TryParse(filter, out var wanted, out _) ? wanted : throw new ArgumentException(filter);

    private protected RecentFigures Read(string filter = "", bool isWhole = false) => Read(new RecentReader(Parse(filter), isWhole, 0));

    private protected RecentFigures Read(RecentReader reader)
    {
        _store.Apply(_story.Take());
        return reader.Read(new QueryRun(_store, TimeProvider.System), _store.Clock.NowBootNs);
    }
}
