using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Server.Security;

/// <summary>The secret that opens the dashboard.</summary>
internal sealed class AccessToken
{
    public const int MinLength = 16;

    /// <summary>What is longer is no token; it also has to fit into an address.</summary>
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

    /// <summary>A new one of 128 bits.</summary>
    public static AccessToken Random() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>Why a text cannot be a token, to follow the name of what gave it; null when it can.</summary>
    public static string? ProblemOf(string text)
        // It has to fit into a header and, as it is, into an address.
        => text.Length is < MinLength or > MaxLength || !text.All(c => c is > ' ' and < '\x7f')
            ? $"takes {MinLength} to {MaxLength} visible ASCII characters without spaces"
            : null;

    /// <summary>Hashes have one length, so that not even the length of the secret shows in the time this takes.</summary>
    public bool Matches(string? candidate)
        => candidate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), _hash);

    /// <summary>What is kept of a cookie: with another token another text, and the cookie cannot be computed from it.</summary>
    public string Seal(string cookie) => Convert.ToHexStringLower(HMACSHA256.HashData(_bytes, Encoding.UTF8.GetBytes(cookie)));
}
