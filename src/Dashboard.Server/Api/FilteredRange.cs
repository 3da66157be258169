using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Failures;
using Dashboard.Server.Querying;

namespace Dashboard.Server.Api;

/// <summary>What all paths with figures take: a filter and a range. Their answers are computed by the query worker.</summary>
internal sealed record FilteredRange(Capture Capture, Filter Filter, TimeRange Range)
{
    public long NowBootNs => Capture.NowBootNs;

    /// <summary>The filter uses arguments, and some were not kept.</summary>
    public bool ArgsIncomplete => Filter.AsksForArguments && Capture.Store.Read(view => view.HasIncompleteArguments);

    /// <summary>Failures in the range, and where it begins and ends: at the beginning of capture, or since when all that was asked for is held.</summary>
    public (FailureFigures Figures, Timestamp From, Timestamp To) Failures(QueryRun run)
    {
        var attachedAt = Capture.AttachedAt;
        var figures = FailureFigures.Read(run, Filter, Range, attachedAt);
        var since = figures.IsExact ? attachedAt : figures.HeldSince;
        return (figures, Range.From is { } from && from.CompareTo(since) > 0 ? from : since, Range.To ?? Capture.Store.Clock.Now);
    }

    /// <summary>Maps a path that takes filter, from and to.</summary>
    public static RouteHandlerBuilder Map<T>(IEndpointRouteBuilder api, string path, Func<QueryRun, FilteredRange, T> answer)
        => api.MapGet(path, (Capture capture, QueryWorker worker, string? filter, string? from, string? to, HttpContext context)
                => Answer(capture, worker, filter, from, to, context, answer))
            .TakesQuery("filter", "from", "to").AsksManyRows();

    /// <summary>The same with an order and a maximum number of rows.</summary>
    public static RouteHandlerBuilder MapSorted<TOrder, T>(
        IEndpointRouteBuilder api, string path, Func<string?, TOrder> order, Func<QueryRun, FilteredRange, TOrder, int, T> answer)
        => api.MapGet(path, (Capture capture, QueryWorker worker, string? filter, string? from, string? to, string? sort, string? limit, HttpContext context) =>
            {
                var (wanted, most) = (order(sort), QueryInput.Limit(limit));
                return Answer(capture, worker, filter, from, to, context, (run, range) => answer(run, range, wanted, most));
            })
            .TakesQuery("filter", "from", "to", "sort", "limit").AsksManyRows();

    public static Task<T> Answer<T>(
        Capture capture, QueryWorker worker, string? filter, string? from, string? to, HttpContext context, Func<QueryRun, FilteredRange, T> answer)
    {
        var range = new FilteredRange(capture, QueryInput.Filter(filter), QueryInput.Range(from, to, capture));
        return worker.RunAsync(run => answer(run, range), context.RequestAborted);
    }
}
