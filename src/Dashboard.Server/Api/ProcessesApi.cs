using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.History;
using Dashboard.Core.Processes;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/processes and /processes/{id}.</summary>
internal static class ProcessesApi
{
    public static void MapProcesses(this IEndpointRouteBuilder api)
    {
        api.MapGet("/processes", (Capture capture, string? filter, string? state, string? limit, string? cursor) =>
            {
                var query = new Query(
                    QueryInput.Filter(filter), QueryInput.States(state), QueryInput.Limit(limit), Cursor.ReadProcess(cursor));
                return capture.Store.Read(view => Find(view, query));
            })
            .TakesQuery("filter", "state", "limit", "cursor")
            .WithName("ListProcesses").WithSummary("Processes, the newest start first.")
            .Produces<ApiError>(StatusCodes.Status400BadRequest);

        api.MapGet("/processes/{id}", (Capture capture, string id) =>
            {
                var wanted = QueryInput.ProcessId(id);
                return capture.Store.Read(view => view.Processes.Find(wanted) is { } found
                    ? Results.Ok(ProcessResponse.From(found, view.Clock.NowBootNs))
                    : Results.NotFound(NotFound(wanted, view)));
            })
            .TakesQuery()
            .WithName("GetProcess").WithSummary("One process, whole.")
            .Produces<ProcessResponse>()
            .Produces<ApiError>(StatusCodes.Status400BadRequest)
            .Produces<ProcessNotFound>(StatusCodes.Status404NotFound);
    }

    /// <summary>
    /// Goes by (start, pid), which never change, so that a page stays the same page while processes come and go.
    /// Holds no more than a page: the heap's top is the oldest of the newest.
    /// </summary>
    private static Page<ProcessResponse> Find(StoreView view, Query query)
    {
        var matcher = new ProcessMatcher(query.Filter, view);
        var newest = new PriorityQueue<ProcessRecord, (long, int)>(query.Limit + 2);
        var total = 0;
        foreach (var process in view.Processes.All)
        {
            if (query.States?.Contains(process.State) == false || !matcher.Matches(process))
            {
                continue;
            }

            total++;
            if (query.After is { } after && Key(process.Id).CompareTo(Key(after)) >= 0)
            {
                continue;
            }

            // One more than the page, to know whether there is a page after it.
            if (newest.Count <= query.Limit)
            {
                newest.Enqueue(process, Key(process.Id));
            }
            else
            {
                newest.EnqueueDequeue(process, Key(process.Id));
            }
        }

        var hasMore = newest.Count > query.Limit;
        if (hasMore)
        {
            newest.Dequeue();
        }

        var items = new ProcessResponse[newest.Count];
        for (var i = items.Length - 1; i >= 0; i--)
        {
            items[i] = ProcessResponse.From(newest.Dequeue(), view.Clock.NowBootNs);
        }

        return new Page<ProcessResponse>(items, total, hasMore ? Cursor.After(items[^1].Id) : null);
    }

    private static (long StartNs, int Pid) Key(ProcessId id) => (id.StartNs, id.Pid);

    private static ProcessNotFound NotFound(ProcessId id, StoreView view)
    {
        IReadOnlyList<ProcessId> lives = [.. (view.Processes.Lives(id.Pid)?.Lives ?? []).Select(life => life.Id)];
        return new ProcessNotFound(
            $"There is no process {id} in this capture.",
            lives.Count switch
            {
                0 => $"Pid {id.Pid} was not seen at all; it may have been evicted, or be from another capture.",
                1 => $"Pid {id.Pid} has one other life: {lives[0]}.",
                _ => $"Pid {id.Pid} has {lives.Count} other lives: {string.Join(", ", lives.TakeLast(10))}.",
            },
            lives);
    }

    private sealed record Query(Filter Filter, IReadOnlySet<ProcessState>? States, int Limit, ProcessId? After);
}
