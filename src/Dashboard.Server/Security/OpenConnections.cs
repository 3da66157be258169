namespace Dashboard.Server.Security;

/// <summary>
/// The long-lived connections: pages, hub clients, streams, exports. Each costs about a megabyte, so their number is bounded
/// for all callers of this instance together.
/// </summary>
internal sealed class OpenConnections
{
    public const int Max = 200;

    /// <summary>Guards <see cref="_open"/>.</summary>
    private readonly Lock _lock = new();

    /// <summary>Bounded by <see cref="Max"/>; further connections are refused.</summary>
    private readonly HashSet<Connection> _open = [];

    public OpenConnections(Sessions sessions) => sessions.Ended += Close;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>The sessions that have an open connection.</summary>
    public IReadOnlyList<Session> Sessions
    {
        get
        {
            lock (_lock)
            {
                return [.. _open.Select(c => c.Session).OfType<Session>().Distinct()];
            }
        }
    }

    /// <summary>Null when the limit is reached. Dispose it when the connection ends.</summary>
    public IDisposable? TryEnter(HttpContext context)
    {
        var connection = new Connection(this, context, Caller.Of(context)?.Session);
        lock (_lock)
        {
            return _open.Count < Max && _open.Add(connection) ? connection : null;
        }
    }

    /// <summary>Closes the connections of an ended session. Null after a new token: closes all, those of programs included.</summary>
    private void Close(Session? session)
    {
        List<Connection> ended;
        lock (_lock)
        {
            ended = [.. _open.Where(c => session is null || c.Session == session)];
        }

        ended.ForEach(c => c.Context.Abort());
    }

    private sealed record Connection(OpenConnections Owner, HttpContext Context, Session? Session) : IDisposable
    {
        public bool Equals(Connection? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        public void Dispose()
        {
            lock (Owner._lock)
            {
                Owner._open.Remove(this);
            }
        }
    }
}
