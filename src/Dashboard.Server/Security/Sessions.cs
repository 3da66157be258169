using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Server.Hosting.Data;

namespace Dashboard.Server.Security;

/// <summary>
/// The browsers that have signed in. A session ends 12 hours after its last request, by a logout, with another token, and
/// with the program where no data is kept.
/// </summary>
internal sealed class Sessions
{
    public static readonly TimeSpan Span = TimeSpan.FromHours(12);

    /// <summary>The browser gets a new expiry, and the file the time, at most so often.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(10);

    /// <summary>Each needs a right token. Beyond that the one that was not used for longest ends.</summary>
    public const int Max = 1000;

    private const string FileName = "sessions";
    private const int RandomBytes = 24;

    /// <summary>Longer than any cookie of ours.</summary>
    private const int MaxCookieLength = 64;

    private readonly TokenKeeper _token;
    private readonly DataDirectory _data;
    private readonly TimeProvider _time;

    /// <summary>Guards <see cref="_open"/> and what is in it: requests come on many threads.</summary>
    private readonly Lock _lock = new();

    /// <summary>By key; bounded by <see cref="Max"/>.</summary>
    private readonly Dictionary<string, Session> _open;

    public Sessions(TokenKeeper token, DataDirectory data, TimeProvider time)
    {
        (_token, _data, _time) = (token, data, time);
        _open = Parse(data.TryRead(FileName)).TakeLast(Max).DistinctBy(s => s.Key).ToDictionary(s => s.Key);
        token.Changed += EndAll;
    }

    /// <summary>A session has ended before its time; null says all have.</summary>
    public event Action<Session?>? Ended;

    /// <summary>Begins one; the answer is its cookie.</summary>
    public string Begin()
    {
        var cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        var session = new Session(_token.Current.Seal(cookie), _time.GetUtcNow());
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

    /// <summary>The session of a cookie, which this use makes last longer; null for any other text.</summary>
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

    /// <summary>True when the browser is to get its cookie anew; once for each <see cref="RenewEvery"/>.</summary>
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

    /// <summary>An open page is a use, though it makes no requests.</summary>
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

    private void EndAll()
    {
        lock (_lock)
        {
            _open.Clear();
            Keep();
        }

        Ended?.Invoke(null);
    }

    private bool IsExpired(Session session) => _time.GetUtcNow() - session.SeenAt >= Span;

    private void DropExpired()
    {
        foreach (var session in _open.Values.Where(IsExpired).ToList())
        {
            _open.Remove(session.Key);
        }
    }

    /// <summary>A line is "9f86d081…a08 1795964129": key and last use in seconds since 1970.</summary>
    private void Keep()
        => _data.TryWrite(FileName, string.Concat(_open.Values.OrderBy(s => s.SeenAt)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.SeenAt.ToUnixTimeSeconds()}\n"))));

    /// <summary>A key of another token stays unmatched until it expires.</summary>
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
