using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Server.Security;

/// <summary>The secret that gives access to the dashboard.</summary>
internal sealed class AccessToken
{
    public const int MinLength = 16;

    /// <summary>Upper bound of a token's length, so that it fits into a URL.</summary>
    public const int MaxLength = 512;

    private const int RandomBytes = 16;

    private readonly byte[] _bytes;
    private readonly byte[] _hash;

    public AccessToken(string text)
    {
        Text = text;
        _bytes = Encoding.UTF8.GetBytes(text);
        _hash = SHA256.HashData(_bytes);
    }

    public string Text { get; }

    /// <summary>A new random token of 128 bits.</summary>
    public static AccessToken Random() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>Why a text cannot be a token, to be appended to the name of its source; null when it can.</summary>
    public static string? ProblemOf(string text)
        // It must fit into a header, and into a URL without encoding.
        => text.Length is < MinLength or > MaxLength || !text.All(c => c is > ' ' and < '\x7f')
            ? $"takes {MinLength} to {MaxLength} visible ASCII characters without spaces"
            : null;

    /// <summary>Compares hashes, which have a fixed length, so that the time does not reveal the length of the secret.</summary>
    public bool Matches(string? candidate)
        => candidate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), _hash);

    /// <summary>The stored form of a cookie: it depends on the token, and the cookie cannot be computed from it.</summary>
    public string Seal(string cookie) => Convert.ToHexStringLower(HMACSHA256.HashData(_bytes, Encoding.UTF8.GetBytes(cookie)));
}
