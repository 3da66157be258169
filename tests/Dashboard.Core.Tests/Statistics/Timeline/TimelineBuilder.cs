using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Timeline;
using Dashboard.Tests.Shared;

namespace Dashboard.Core.Tests.Statistics.Timeline;

/// <summary>Processes at chosen milliseconds after the first second, and the timeline built from them.</summary>
internal sealed class TimelineBuilder
{
    public const long Second = 1_000_000_000;

    public Story Story { get; } = new();

    public LifecycleStore Store { get; } = new(new CaptureClock(Story.EpochUnixNs, null));

    public TimelineIndex Index { get; } = new();

    public static long At(double ms) => Second + (long)(ms * 1_000_000);

    public ProcessId Born(ProcessId parent, int pid, double ms, string? path = null)
    {
        Story.NowNs = At(ms);
        var id = Story.Fork(parent, pid);
        if (path is not null)
        {
            Story.NowNs = At(ms);
            Story.Exec(id, path);
        }

        return id;
    }

    public void Ends(ProcessId id, double ms, int code = 0, bool reaped = true)
    {
        Story.NowNs = At(ms);
        Story.Exit(id, code);
        if (reaped && Story.Events.OfType<Core.Events.ForkEvent>().FirstOrDefault(f => f.Process == id)?.Parent is { } parent)
        {
            Story.NowNs = At(ms);
            Story.Reap(id, new ProcessReference(parent, parent.Pid, ""));
        }
    }

    public TimelineIndex Build(double nowMs, Func<ProcessRecord, bool>? matches = null, TimelineGrouping grouping = TimelineGrouping.Tree, ProcessId? zoom = null)
    {
        Store.Apply(Story.Take());
        Index.Build(new QueryRun(Store, TimeProvider.System), new TimelineQuery { NowBootNs = At(nowMs), Matches = matches, Grouping = grouping, Zoom = zoom });
        return Index;
    }

    public IReadOnlyList<TimelineRow> Rows(double fromMs, double toMs, bool withQuiet = false, params string[] open)
    {
        var groups = open.ToHashSet();
        var layout = TimelineLayout.Of(Index, At(fromMs), At(toMs), withQuiet, groups);
        return Store.Read(view => TimelinePage.Of(view.Processes, Index, layout, 0, 1_000, groups)).Rows;
    }

    public CriticalPath Path(ProcessId root, double nowMs)
    {
        Store.Apply(Story.Take());
        return Store.Read(view => CriticalPath.Of(view.Processes.Find(root)!, 0, At(nowMs)));
    }
}
