namespace Dashboard.Server.Security;

/// <summary>
/// Slows down guessing: a wrong token costs one of a few tries, which come back slowly. While none is left no token is
/// compared at all, right or wrong; browsers that are signed in go on, because a cookie is not guessed.
/// </summary>
internal sealed class TokenAttempts(TimeProvider time)
{
    public const int Burst = 30;

    private static readonly TimeSpan OneTry = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private double _left = Burst;
    private long _at = time.GetTimestamp();

    public TokenVerdict Try(AccessToken token, string? candidate)
    {
        lock (_lock)
        {
            Refill();
            if (_left < 1)
            {
                return TokenVerdict.TooMany;
            }

            if (token.Matches(candidate))
            {
                return TokenVerdict.Right;
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
