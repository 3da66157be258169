namespace Dashboard.Server.Security;

/// <summary>A browser that has logged in.</summary>
/// <param name="key">The stored form of its cookie.</param>
/// <param name="seenAt">Time of its last request.</param>
internal sealed class Session(string key, DateTimeOffset seenAt)
{
    private const int NameLength = 8;

    public string Key { get; } = key;

    /// <summary>Identifies the session in the access log; cannot be used to log in.</summary>
    public string Name => Key[..NameLength];

    public DateTimeOffset SeenAt { get; set; } = seenAt;

    /// <summary>When the browser last got the cookie with a new expiry.</summary>
    public DateTimeOffset RenewedAt { get; set; } = seenAt;
}
