using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Server.Security;

/// <summary>The secret that opens the dashboard, and the cookie that stands for it in a browser.</summary>
internal sealed class AccessToken
{
    private const int RandomBytes = 16;
    private static readonly byte[] CookiePurpose = "dashboard login cookie, version 1"u8.ToArray();

    private readonly byte[] _hash;
    private readonly byte[] _cookieHash;

    public AccessToken(string text)
    {
        Text = text;
        var bytes = Encoding.UTF8.GetBytes(text);
        _hash = SHA256.HashData(bytes);
        // Derived, so that a stolen cookie is not the token, and yet good for as long as the token is the same.
        CookieValue = Base64Url.EncodeToString(HMACSHA256.HashData(bytes, CookiePurpose));
        _cookieHash = SHA256.HashData(Encoding.UTF8.GetBytes(CookieValue));
    }

    public string Text { get; }

    public string CookieValue { get; }

    /// <summary>A new one of 128 bits.</summary>
    public static AccessToken Random() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    public bool Matches(string? candidate) => Equal(candidate, _hash);

    public bool MatchesCookie(string? candidate) => Equal(candidate, _cookieHash);

    /// <summary>Hashes have one length, so that not even the length of the secret shows in the time this takes.</summary>
    private static bool Equal(string? candidate, byte[] hash)
        => candidate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), hash);
}
