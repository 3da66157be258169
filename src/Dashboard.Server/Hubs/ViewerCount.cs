namespace Dashboard.Server.Hubs;

/// <summary>The number of viewers: open pages, hub subscriptions, NDJSON streams.</summary>
internal sealed class ViewerCount
{
    private int _count;

    public int Now => Volatile.Read(ref _count);

    public Viewer Enter()
    {
        Interlocked.Increment(ref _count);
        return new Viewer(this);
    }

    /// <summary>Counts as one viewer until it is disposed.</summary>
    public sealed class Viewer(ViewerCount count) : IDisposable
    {
        private int _gone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0)
            {
                Interlocked.Decrement(ref count._count);
            }
        }
    }
}
