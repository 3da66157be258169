namespace Dashboard.Server.Security;

/// <summary>One browser that has signed in.</summary>
/// <param name="key">What is kept of its cookie.</param>
/// <param name="seenAt">Its last request.</param>
internal sealed class Session(string key, DateTimeOffset seenAt)
{
    private const int NameLength = 8;

    public string Key { get; } = key;

    /// <summary>For the access log: tells sessions apart, and opens nothing.</summary>
    public string Name => Key[..NameLength];

    public DateTimeOffset SeenAt { get; set; } = seenAt;

    /// <summary>When the browser last got the cookie with a new expiry.</summary>
    public DateTimeOffset RenewedAt { get; set; } = seenAt;
}
