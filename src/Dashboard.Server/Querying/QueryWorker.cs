using Dashboard.Core.History;
using Dashboard.Core.Querying;

namespace Dashboard.Server.Querying;

/// <summary>
/// Answers all questions that go through many rows, one after the other, on one thread: so no number of clients takes more
/// than a part of one core and of the store's time. Pieces of streams are served between two slices of a question.
/// </summary>
/// <remarks>
/// Its low priority is the rest that it takes after each slice, half as long as the slice. Not a nice value: a thread that
/// holds the store's lock and is not scheduled for long would keep the writer waiting, which has a higher priority.
/// </remarks>
internal sealed class QueryWorker : IDisposable
{
    /// <summary>Beside the one that is being answered. With 2 s of work each, the last of them waits some ten seconds.</summary>
    public const int MaxWaiting = 4;

    private static readonly TimeSpan MinRest = TimeSpan.FromMilliseconds(1);

    private readonly LifecycleStore _store;
    private readonly TimeProvider _time;

    /// <summary>Guards the two queues; its waiter is the thread.</summary>
    private readonly object _lock = new();

    /// <summary>Bounded by <see cref="MaxWaiting"/>.</summary>
    private readonly LinkedList<Action> _questions = new();

    /// <summary>Bounded by the streams and downloads that are open: each waits for its own piece.</summary>
    private readonly Queue<Action> _pieces = new();

    private bool _isAnswering;
    private bool _started;
    private bool _ended;

    public QueryWorker(LifecycleStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Questions that wait for their turn.</summary>
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

    /// <summary>Answers a question when its turn comes. The cancellation ends it, also while it is being answered.</summary>
    /// <exception cref="QueryQueueFullException">As many wait as may.</exception>
    public async Task<T> RunAsync<T>(Func<QueryRun, T> question, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = new LinkedListNode<Action>(() => Answer(answer, () => question(new QueryRun(_store, _time, cancellation, Rest))));
        lock (_lock)
        {
            // The thread may not have taken yet what it will answer next; that one does not wait.
            if (_questions.Count >= (_isAnswering ? MaxWaiting : MaxWaiting + 1))
            {
                throw new QueryQueueFullException();
            }

            _questions.AddLast(node);
            Wake();
        }

        // A client that has left does not keep the place of another.
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

    /// <summary>Does one piece of a stream or a download: one hold of the store, next to the question that is being answered.</summary>
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

    /// <summary>Inside the lock. The thread is made for the first question: many a run of the program has none.</summary>
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

    /// <summary>Between two slices of a question, without the store's lock.</summary>
    private void Rest(TimeSpan took)
    {
        while (TakePiece() is { } piece)
        {
            piece();
        }

        // By time on purpose: the share of a core and of the store that questions have is what this is for.
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
