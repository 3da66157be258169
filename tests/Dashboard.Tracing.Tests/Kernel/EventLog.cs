using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>All events of the tracer, and a way to wait for more of them. Bounded by the length of a test run.</summary>
internal sealed class EventLog
{
    private readonly Lock _lock = new();
    private readonly List<LifecycleEvent> _events = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    public void Add(IReadOnlyList<LifecycleEvent> batch)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            _events.AddRange(batch);
            more = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        more.SetResult();
    }

    /// <summary>Evaluates with each batch, until the result is not null or the deadline passes.</summary>
    /// <param name="relevant">The events to show after a timeout.</param>
    public async Task<T> WaitForAsync<T>(
        int from, Func<IReadOnlyList<LifecycleEvent>, T?> ask, Func<LifecycleEvent, bool> relevant, TimeSpan deadline)
        where T : class
    {
        using var late = new CancellationTokenSource(deadline);
        while (true)
        {
            Task more;
            List<LifecycleEvent> events;
            lock (_lock)
            {
                events = _events[from..];
                more = _more.Task;
            }

            if (ask(events) is { } answer)
            {
                return answer;
            }

            try
            {
                await more.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Not seen within {deadline.TotalSeconds} s; of {events.Count} events since, these matter:\n"
                    + string.Join('\n', events.Where(relevant).TakeLast(40).Select(e => $"  {e}")));
            }
        }
    }

    /// <summary>The events of a process and of its descendants by birth.</summary>
    public static List<LifecycleEvent> Subtree(IReadOnlyList<LifecycleEvent> events, ProcessId root)
    {
        var members = new HashSet<ProcessId> { root };
        var found = new List<LifecycleEvent>();
        foreach (var e in events)
        {
            if (e is ForkEvent fork && (fork.Parent is { } p && members.Contains(p) || fork.By?.Id is { } by && members.Contains(by)))
            {
                members.Add(fork.Process);
            }

            if (members.Contains(e.Process))
            {
                found.Add(e);
            }
        }

        return found;
    }
}
