using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Dashboard.Core.History;
using Dashboard.Core.Querying;

namespace Dashboard.Server.Querying;

/// <summary>
/// Runs all queries over many rows one after the other on one thread, so that any number of clients takes only a part of
/// one core and of the store's lock. Reads for streams run between two slices of a query.
/// </summary>
/// <remarks>
/// It rests after each slice for half of the slice's time. A nice value would not do: a thread that is preempted while it
/// holds the store's lock would block the writer, which has a higher priority.
/// </remarks>
internal sealed class QueryWorker : IDisposable
{
    /// <summary>In addition to the running query. With 2 s of work each, the last one waits about ten seconds.</summary>
    public const int MaxWaiting = 4;

    private static readonly TimeSpan MinRest = TimeSpan.FromMilliseconds(1);

    private readonly LifecycleStore _store;
    private readonly TimeProvider _time;

    /// <summary>Lets one query run; the others wait here, and not in <see cref="_work"/>.</summary>
    private readonly ConcurrencyLimiter _questions = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = MaxWaiting });

    /// <summary>
    /// The query that may run, and the reads. Bounded by the number of open streams and downloads: each waits for one read.
    /// </summary>
    private readonly BlockingCollection<Action> _work = [];

    private readonly CancellationTokenSource _ended = new();

    /// <summary>Created for the first query: many runs have none.</summary>
    private readonly Lazy<Thread> _thread;

    public QueryWorker(LifecycleStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _thread = new Lazy<Thread>(() =>
        {
            var thread = new Thread(Work) { IsBackground = true, Name = "queries" };
            thread.Start();
            return thread;
        });
    }

    /// <summary>Number of waiting queries.</summary>
    public int Waiting => (int)_questions.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Runs a query in its turn. The cancellation also ends a running query; a waiting one gives up its place.</summary>
    /// <exception cref="QueryQueueFullException">The queue is full.</exception>
    public async Task<T> RunAsync<T>(Func<QueryRun, T> question, CancellationToken cancellation)
    {
        using var turn = await _questions.AcquireAsync(1, cancellation);
        return turn.IsAcquired
            ? await DoAsync(() => question(new QueryRun(_store, _time, cancellation, Rest)))
            : throw new QueryQueueFullException();
    }

    /// <summary>Runs one read of a stream or a download, under one hold of the store's lock, between slices of the running query.</summary>
    public Task<T> PieceAsync<T>(Func<QueryRun, T> piece, CancellationToken cancellation)
        => DoAsync(() => piece(new QueryRun(_store, _time, cancellation))).WaitAsync(cancellation);

    /// <summary>What waits is not done any more.</summary>
    public void Dispose() => _ended.Cancel();

    private Task<T> DoAsync<T>(Func<T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Answer(answer, work));
        _ = _thread.Value;
        return answer.Task;
    }

    private static void Answer<T>(TaskCompletionSource<T> answer, Func<T> work)
    {
        try
        {
            answer.TrySetResult(work());
        }
        catch (OperationCanceledException canceled)
        {
            answer.TrySetCanceled(canceled.CancellationToken);
        }
        catch (Exception problem)
        {
            answer.TrySetException(problem);
        }
    }

    private void Work()
    {
        try
        {
            foreach (var work in _work.GetConsumingEnumerable(_ended.Token))
            {
                work();
            }
        }
        catch (OperationCanceledException)
        {
            // The server is shutting down.
        }
    }

    /// <summary>Called between two slices of a query, without the store's lock.</summary>
    private void Rest(TimeSpan took)
    {
        // Reads only: the next query waits for its turn.
        while (_work.TryTake(out var piece))
        {
            piece();
        }

        // A time limit on purpose: it bounds the share of a core and of the lock that queries get.
        var rest = took / 2;
        Thread.Sleep(rest < MinRest ? MinRest : rest > QueryRun.MaxHold ? QueryRun.MaxHold : rest);
    }
}
