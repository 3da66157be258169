using Dashboard.Server.Security;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Security;

public sealed class TokenAttemptsTests
{
    private readonly AccessToken _token = AccessToken.Random();
    private readonly TokenAttempts _attempts = new();

    [Fact]
    public async Task Try_AfterTooManyWrongOnes_AttemptsComeBack()
    {
        await Eventually.BecomesTrueAsync(() => _attempts.Try(_token, "wrong") == TokenVerdict.TooMany, "the attempts are used up");

        await Eventually.BecomesTrueAsync(() => _attempts.Try(_token, "wrong") == TokenVerdict.Wrong, "an attempt is restored");
    }

    [Fact]
    public void Try_TheRightToken_UsesUpNothingAndIsNeverRefused()
    {
        for (var i = 0; i < 10 * TokenAttempts.Burst; i++)
        {
            Assert.Equal(TokenVerdict.Right, _attempts.Try(_token, _token.Text));
        }

        for (var i = 0; i < TokenAttempts.Burst; i++)
        {
            Assert.Equal(TokenVerdict.Wrong, _attempts.Try(_token, null));
        }

        Assert.Equal(TokenVerdict.Right, _attempts.Try(_token, _token.Text));
    }
}
