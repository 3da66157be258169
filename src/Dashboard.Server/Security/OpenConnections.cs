namespace Dashboard.Server.Security;

/// <summary>
/// The connections that stay open: pages, hub clients, streams, exports. Each costs about a megabyte, so one token, which is
/// all callers of this instance, has a bounded number of them.
/// </summary>
internal sealed class OpenConnections
{
    public const int Max = 200;

    /// <summary>Guards <see cref="_open"/>.</summary>
    private readonly Lock _lock = new();

    /// <summary>Bounded by <see cref="Max"/>; the next one is refused.</summary>
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

    /// <summary>The sessions that have a connection now.</summary>
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

    /// <summary>Null when there are too many already. Dispose it when the connection ends.</summary>
    public IDisposable? TryEnter(HttpContext context)
    {
        var connection = new Connection(this, context, Caller.Of(context)?.Session);
        lock (_lock)
        {
            return _open.Count < Max && _open.Add(connection) ? connection : null;
        }
    }

    /// <summary>Closes those of a session that has ended. With another token all are closed, also of programs: theirs is old.</summary>
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
