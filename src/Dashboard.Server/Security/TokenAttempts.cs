namespace Dashboard.Server.Security;

/// <summary>
/// Slows down guessing: a wrong token costs one of a few tries, which come back slowly. The token is compared first, so
/// that the right one is never refused because of wrong ones, which any page that a browser opens can send.
/// </summary>
internal sealed class TokenAttempts(TimeProvider time)
{
    public const int Burst = 30;

    private static readonly TimeSpan OneTry = TimeSpan.FromMilliseconds(200);

    /// <summary>For the count of wrong tries only.</summary>
    private readonly Lock _lock = new();
    private double _left = Burst;
    private long _at = time.GetTimestamp();

    public TokenVerdict Try(AccessToken token, string? candidate)
    {
        if (token.Matches(candidate))
        {
            return TokenVerdict.Right;
        }

        lock (_lock)
        {
            Refill();
            if (_left < 1)
            {
                return TokenVerdict.TooMany;
            }

            _left--;
            return TokenVerdict.Wrong;
        }
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(Burst, _left + (time.GetElapsedTime(_at, now) / OneTry));
        _at = now;
    }
}
