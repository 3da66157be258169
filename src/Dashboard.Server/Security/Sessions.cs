using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Server.Hosting.Data;

namespace Dashboard.Server.Security;

/// <summary>
/// The browsers that have logged in. A session ends 12 hours after its last request, by a logout, by a new token, and
/// with the program when no data is kept. One of an identity provider ends 12 hours after its login, and with the program.
/// </summary>
internal sealed class Sessions
{
    public static readonly TimeSpan Span = TimeSpan.FromHours(12);

    /// <summary>Minimum time between renewals of the browser's cookie and of the time in the file.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(10);

    /// <summary>Each session needs the right token. Above this number the least recently used one ends.</summary>
    public const int Max = 1000;

    private const string FileName = "sessions";
    private const int RandomBytes = 24;

    /// <summary>Longer than any cookie that the server issues.</summary>
    private const int MaxCookieLength = 64;

    private readonly TokenKeeper _token;
    private readonly DataDirectory _data;
    private readonly TimeProvider _time;

    /// <summary>Guards <see cref="_open"/> and its sessions: requests run on many threads.</summary>
    private readonly Lock _lock = new();

    /// <summary>By key; bounded by <see cref="Max"/>.</summary>
    private readonly Dictionary<string, Session> _open;

    public Sessions(TokenKeeper token, DataDirectory data, TimeProvider time)
    {
        (_token, _data, _time) = (token, data, time);
        _open = Parse(data.TryRead(FileName)).TakeLast(Max).DistinctBy(s => s.Key).ToDictionary(s => s.Key);
        token.Changed += EndAll;
    }

    /// <summary>A session has ended early; null means all.</summary>
    public event Action<Session?>? Ended;

    /// <summary>Starts a session and returns its cookie.</summary>
    /// <param name="user">The person, as the identity provider names them; null for a login by the token.</param>
    public string Begin(string? user = null)
    {
        var cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        var session = new Session(_token.Current.Seal(cookie), _time.GetUtcNow(), user);
        lock (_lock)
        {
            DropExpired();
            if (_open.Count >= Max)
            {
                _open.Remove(_open.Values.MinBy(s => s.SeenAt)!.Key);
            }

            _open[session.Key] = session;
            Keep();
        }

        return cookie;
    }

    /// <summary>The session of a cookie, whose lifetime this extends; null for an unknown cookie.</summary>
    public Session? Use(string? cookie)
    {
        if (cookie is not { Length: > 0 and <= MaxCookieLength })
        {
            return null;
        }

        var key = _token.Current.Seal(cookie);
        lock (_lock)
        {
            if (!_open.TryGetValue(key, out var session) || IsExpired(session))
            {
                return null;
            }

            session.SeenAt = _time.GetUtcNow();
            return session;
        }
    }

    /// <summary>True when the cookie must be sent again; once per <see cref="RenewEvery"/>.</summary>
    public bool Renew(Session session)
    {
        lock (_lock)
        {
            if (_time.GetUtcNow() - session.RenewedAt < RenewEvery)
            {
                return false;
            }

            session.RenewedAt = _time.GetUtcNow();
            Keep();
            return true;
        }
    }

    /// <summary>An open page keeps its session, although it makes no requests.</summary>
    public void Touch(IEnumerable<Session> sessions)
    {
        lock (_lock)
        {
            foreach (var session in sessions)
            {
                session.SeenAt = _time.GetUtcNow();
            }
        }
    }

    public void End(Session session)
    {
        lock (_lock)
        {
            _open.Remove(session.Key);
            Keep();
        }

        Ended?.Invoke(session);
    }

    /// <summary>Ends the sessions whose time is over although a page keeps them open.</summary>
    public void EndOld()
    {
        List<Session> old;
        lock (_lock)
        {
            old = [.. _open.Values.Where(s => _time.GetUtcNow() >= s.Until)];
        }

        old.ForEach(End);
    }

    private void EndAll()
    {
        lock (_lock)
        {
            _open.Clear();
            Keep();
        }

        Ended?.Invoke(null);
    }

    private bool IsExpired(Session session) => _time.GetUtcNow() - session.SeenAt >= Span || _time.GetUtcNow() >= session.Until;

    private void DropExpired()
    {
        foreach (var session in _open.Values.Where(IsExpired).ToList())
        {
            _open.Remove(session.Key);
        }
    }

    /// <summary>A line is "9f86d081…a08 1795964129": key and last use in seconds since 1970.</summary>
    private void Keep()
        => _data.TryWrite(FileName, string.Concat(_open.Values.Where(s => s.User is null).OrderBy(s => s.SeenAt)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.SeenAt.ToUnixTimeSeconds()}\n"))));

    /// <summary>Sessions of another token match no cookie and stay until they expire.</summary>
    private static IEnumerable<Session> Parse(string? text)
    {
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (line.Split(' ') is [{ Length: 2 * SHA256.HashSizeInBytes } key, var seconds]
                && uint.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            {
                yield return new Session(key, DateTimeOffset.FromUnixTimeSeconds(at));
            }
        }
    }
}
