using Dashboard.Core.History;

namespace Dashboard.Server.Hubs;

/// <summary>Turns the store's Changed event into a task that many readers can await. Costs the writer one exchange per batch.</summary>
internal sealed class StoreSignal : IDisposable
{
    private readonly LifecycleStore _store;
    private TaskCompletionSource _next = New();

    public StoreSignal(LifecycleStore store)
    {
        _store = store;
        _store.Changed += Raise;
    }

    /// <summary>Completes with the next batch. Get it before reading the store to miss no change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Dispose() => _store.Changed -= Raise;

    private void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    // Asynchronous continuations, so that readers do not run on the writer's thread.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
