namespace Dashboard.Server.Security;

/// <summary>A browser that has logged in.</summary>
/// <param name="key">The stored form of its cookie.</param>
/// <param name="seenAt">Time of its last request.</param>
/// <param name="user">The person, as the identity provider names them; null for a login by the token.</param>
internal sealed class Session(string key, DateTimeOffset seenAt, string? user = null)
{
    private const int NameLength = 8;

    public string Key { get; } = key;

    /// <summary>Identifies the session in the access log; cannot be used to log in.</summary>
    public string Name => Key[..NameLength];

    public string? User { get; } = user;

    /// <summary>A person signs in again at the identity provider after this time, also with a page open: it knows who has left.</summary>
    public DateTimeOffset Until { get; } = user is null ? DateTimeOffset.MaxValue : seenAt + Sessions.Span;

    public DateTimeOffset SeenAt { get; set; } = seenAt;

    /// <summary>When the browser last got the cookie with a new expiry.</summary>
    public DateTimeOffset RenewedAt { get; set; } = seenAt;
}
