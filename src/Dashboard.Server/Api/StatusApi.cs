using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Server.Hosting;
using Dashboard.Server.Hubs;
using Dashboard.Server.Ingest;
using Dashboard.Tracing.Host;

namespace Dashboard.Server.Api;

/// <summary>/status.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder api)
    {
        var started = TimeProvider.System.GetTimestamp();
        api.MapGet("/status", (Capture capture, IngestLag lag, ViewerCount viewers, OwnCost cost) =>
            {
                var status = capture.StatusWithCosts();
                return capture.Store.Read(view => new StatusResponse
                {
                    Source = status.Source.ToName(),
                    Kernel = status.Kernel,
                    AttachedAt = status.AttachedAt,
                    BootId = status.BootId,
                    PidMax = status.PidMax,
                    Uptime = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 3),
                    Events = view.Counters.ByKind.ToDictionary(k => EventKinds.NameOf(k.Key), k => k.Value),
                    Lost = status.LostWith(view.Counters.LostByCause),
                    Ring = status.Ring,
                    Pressure = status.Pressure,
                    LagMs = lag.Ms,
                    Probes = [.. status.Probes.Select(p => new ProbeResponse(p.Name, p.Attached, p.Needed, p.Reason, p.Hits, p.Missed, p.Recovered, p.AverageNs))],
                    Limits = status.Limits,
                    RunTimesUnknown = status.RunTimesUnknown,
                    KeepsPrivileges = Separation.Sentence,
                    Cpu = cost.Measure(status.ReaderCpuNs),
                    Viewers = viewers.Now,
                    Memory = Environment.WorkingSet,
                    MemoryBudget = MemoryResponse.Of(view.Memory, capture.Memory),
                    Processes = new ProcessCounts(view.Processes.LiveCount, view.Processes.ExitedCount, view.Processes.EvictedCount),
                    FirstSeq = view.Events.FirstSeq,
                    LastSeq = view.Events.LastSeq,
                    Recording = status.RecordingName,
                    RecordingProgress = status.Progress,
                    RecordingProblems = status.Problems,
                    Command = capture.Command,
                    KernelFilters = status.Filter?.Terms ?? [],
                    Notice = capture.Notice,
                });
            })
            .TakesQuery()
            .WithName("GetStatus").WithSummary("The state of the capture.");
    }
}
