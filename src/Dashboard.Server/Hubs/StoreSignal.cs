using Dashboard.Core.History;

namespace Dashboard.Server.Hubs;

/// <summary>Turns the store's Changed event into a task that many readers can await. Costs the writer one exchange a batch.</summary>
internal sealed class StoreSignal : IDisposable
{
    private readonly LifecycleStore _store;
    private TaskCompletionSource _next = New();

    public StoreSignal(LifecycleStore store)
    {
        _store = store;
        _store.Changed += Raise;
    }

    /// <summary>Ends with the next batch. Take it before reading the store, and no change is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Dispose() => _store.Changed -= Raise;

    private void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    // Asynchronously, because the one who raises is the writer.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
