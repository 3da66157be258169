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

    /// <summary>Guards the two queues; the thread waits on it.</summary>
    private readonly object _lock = new();

    /// <summary>Bounded by <see cref="MaxWaiting"/>.</summary>
    private readonly LinkedList<Action> _questions = new();

    /// <summary>Bounded by the number of open streams and downloads: each waits for one read.</summary>
    private readonly Queue<Action> _pieces = new();

    private bool _isAnswering;
    private bool _started;
    private bool _ended;

    public QueryWorker(LifecycleStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Number of waiting queries.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _questions.Count;
            }
        }
    }

    /// <summary>Runs a query in its turn. The cancellation also ends a running query.</summary>
    /// <exception cref="QueryQueueFullException">The queue is full.</exception>
    public async Task<T> RunAsync<T>(Func<QueryRun, T> question, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = new LinkedListNode<Action>(() => Answer(answer, () => question(new QueryRun(_store, _time, cancellation, Rest))));
        lock (_lock)
        {
            // If the thread has not yet dequeued its next query, that one does not count as waiting.
            if (_questions.Count >= (_isAnswering ? MaxWaiting : MaxWaiting + 1))
            {
                throw new QueryQueueFullException();
            }

            _questions.AddLast(node);
            Wake();
        }

        // A client that has disconnected frees its place in the queue.
        await using var left = cancellation.Register(() =>
        {
            lock (_lock)
            {
                if (node.List is null)
                {
                    return;
                }

                _questions.Remove(node);
            }

            answer.TrySetCanceled(cancellation);
        });
        return await answer.Task;
    }

    /// <summary>Runs one read of a stream or a download, under one hold of the store's lock, between slices of the running query.</summary>
    public Task<T> PieceAsync<T>(Func<QueryRun, T> piece, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _pieces.Enqueue(() => Answer(answer, () => piece(new QueryRun(_store, _time, cancellation))));
            Wake();
        }

        return answer.Task.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            Monitor.PulseAll(_lock);
        }
    }

    private static void Answer<T>(TaskCompletionSource<T> answer, Func<T> question)
    {
        try
        {
            answer.TrySetResult(question());
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

    /// <summary>Call with the lock held. The thread is created for the first query: many runs have none.</summary>
    private void Wake()
    {
        if (!_started)
        {
            _started = true;
            new Thread(Work) { IsBackground = true, Name = "queries" }.Start();
        }

        Monitor.Pulse(_lock);
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            work();
            lock (_lock)
            {
                _isAnswering = false;
            }
        }
    }

    private Action? Next()
    {
        lock (_lock)
        {
            while (!_ended)
            {
                if (_pieces.TryDequeue(out var piece))
                {
                    return piece;
                }

                if (_questions.First is { } first)
                {
                    _questions.RemoveFirst();
                    _isAnswering = true;
                    return first.Value;
                }

                Monitor.Wait(_lock);
            }

            return null;
        }
    }

    /// <summary>Called between two slices of a query, without the store's lock.</summary>
    private void Rest(TimeSpan took)
    {
        while (TakePiece() is { } piece)
        {
            piece();
        }

        // A time limit on purpose: it bounds the share of a core and of the lock that queries get.
        var rest = took / 2;
        Thread.Sleep(rest < MinRest ? MinRest : rest > QueryRun.MaxHold ? QueryRun.MaxHold : rest);
    }

    private Action? TakePiece()
    {
        lock (_lock)
        {
            return _pieces.TryDequeue(out var piece) ? piece : null;
        }
    }
}
