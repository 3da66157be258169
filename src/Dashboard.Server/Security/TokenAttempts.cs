using System.Threading.RateLimiting;

namespace Dashboard.Server.Security;

/// <summary>
/// Slows down guessing: a wrong token uses up one of a few attempts, which are restored slowly. The token is compared
/// first, so that wrong ones, which any page in a browser can send, never block the right one.
/// </summary>
internal sealed class TokenAttempts
{
    public const int Burst = 30;

    /// <summary>Without its timer it has nothing to dispose.</summary>
    private readonly TokenBucketRateLimiter _wrong = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(200),
        // Its timer would wake an idle server five times a second; instead each wrong token restores what is due.
        AutoReplenishment = false,
    });

    public TokenVerdict Try(AccessToken token, string? candidate)
    {
        if (token.Matches(candidate))
        {
            return TokenVerdict.Right;
        }

        _wrong.TryReplenish();
        using var attempt = _wrong.AttemptAcquire();
        return attempt.IsAcquired ? TokenVerdict.Wrong : TokenVerdict.TooMany;
    }
}
