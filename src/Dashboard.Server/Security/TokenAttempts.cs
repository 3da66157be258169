namespace Dashboard.Server.Security;

/// <summary>
/// Slows down guessing: a wrong token uses up one of a few attempts, which are restored slowly. The token is compared
/// first, so that wrong ones, which any page in a browser can send, never block the right one.
/// </summary>
internal sealed class TokenAttempts(TimeProvider time)
{
    public const int Burst = 30;

    private static readonly TimeSpan OneTry = TimeSpan.FromMilliseconds(200);

    /// <summary>Guards the number of wrong attempts.</summary>
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
