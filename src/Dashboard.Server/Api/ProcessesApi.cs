using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Readings;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>/processes and /processes/{id}.</summary>
internal static class ProcessesApi
{
    public static void MapProcesses(this IEndpointRouteBuilder api)
    {
        api.MapGet("/processes", (QueryWorker worker, string? filter, string? state, string? limit, string? cursor, HttpContext context) =>
            {
                var query = new Query(
                    QueryInput.Filter(filter), QueryInput.States(state), QueryInput.Limit(limit), Cursor.ReadProcess(cursor));
                return worker.RunAsync(run => Find(run, query), context.RequestAborted);
            })
            .TakesQuery("filter", "state", "limit", "cursor")
            .WithName("ListProcesses").WithSummary("Processes, the newest start first.")
            .WithDescription(ResponseSize.Description)
            .AsksManyRows();

        api.MapGet("/processes/{id}", async (Capture capture, string id) =>
            {
                var wanted = QueryInput.ProcessId(id);
                var (process, image, missing) = capture.Store.Read(view => view.Processes.Find(wanted) is { } found
                    ? (ProcessResponse.From(found, view.Clock.NowBootNs), found.Images[^1], null)
                    : ((ProcessResponse?)null, (Image?)null, NotFound(wanted, view)));
                return process is null ? Results.NotFound(missing)
                    : process.State == ProcessState.Exited || capture.Readings is not { } readings ? Results.Ok(process)
                    : Results.Ok(process with { Now = (await readings.ReadAsync(wanted)).Beside(image!) });
            })
            .TakesQuery()
            .WithName("GetProcess").WithSummary("One process, whole; of one that has not ended also what /proc says of it now.")
            .Produces<ProcessResponse>()
            .Produces<ApiError>(StatusCodes.Status400BadRequest)
            .Produces<ProcessNotFound>(StatusCodes.Status404NotFound);
    }

    /// <summary>
    /// Ordered by (start, pid), which never change, so that a page stays the same while processes start and exit.
    /// Keeps only the ids of one page, in a heap whose top is the oldest of the newest.
    /// </summary>
    private static Page<ProcessResponse> Find(QueryRun run, Query query)
    {
        var walk = new ProcessWalk();
        var newest = new PriorityQueue<ProcessId, (long, int)>(query.Limit + 2);
        var total = 0;
        Timestamp? since = null;
        var isArgsIncomplete = false;
        run.Scan(view =>
        {
            (since, isArgsIncomplete) = (view.Processes.HeldSince, query.Filter.AsksForArguments && view.HasIncompleteArguments);
            var matcher = new ProcessMatcher(query.Filter, view.Clock.NowBootNs);
            while (run.Takes())
            {
                if (walk.Next(view.Processes) is not { } process)
                {
                    return false;
                }

                if (query.States?.Contains(process.State) != false && matcher.Matches(process))
                {
                    total++;
                    Offer(newest, process.Id, query);
                }
            }

            return true;
        });

        var hasMore = newest.Count > query.Limit;
        if (hasMore)
        {
            newest.Dequeue();
        }

        var ids = new ProcessId[newest.Count];
        for (var i = ids.Length - 1; i >= 0; i--)
        {
            ids[i] = newest.Dequeue();
        }

        var (items, described) = Describe(run, ids);
        return new Page<ProcessResponse>(items, total, hasMore || described < ids.Length ? Cursor.After(ids[described - 1]) : null, since, isArgsIncomplete);
    }

    private static void Offer(PriorityQueue<ProcessId, (long, int)> newest, ProcessId id, Query query)
    {
        if (query.After is { } after && Key(id).CompareTo(Key(after)) >= 0)
        {
            return;
        }

        // One id more than the page shows whether another page follows.
        if (newest.Count <= query.Limit)
        {
            newest.Enqueue(id, Key(id));
        }
        else
        {
            newest.EnqueueDequeue(id, Key(id));
        }
    }

    /// <summary>Reads the processes that are still held, up to the page's size limit; Described is the number of ids used.</summary>
    private static (List<ProcessResponse> Items, int Described) Describe(QueryRun run, ProcessId[] ids)
    {
        var items = new List<ProcessResponse>();
        var (next, bytes) = (0, 0L);
        run.Scan(view =>
        {
            for (; next < ids.Length && bytes < ResponseSize.MaxPage; next++)
            {
                if (!run.Takes())
                {
                    return true;
                }

                if (view.Processes.Find(ids[next]) is { } found)
                {
                    items.Add(ProcessResponse.From(found, view.Clock.NowBootNs));
                    bytes += ResponseSize.Of(items[^1]);
                }
            }

            return false;
        });
        return (items, next);
    }

    private static (long StartNs, int Pid) Key(ProcessId id) => (id.StartNs, id.Pid);

    private static ProcessNotFound NotFound(ProcessId id, StoreReader view)
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
