using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Security;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Security;

public sealed class SessionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-sessions-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly DataDirectory _nothing = DataDirectory.None();

    public void Dispose()
    {
        _nothing.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Use_WithinTwelveHoursOfTheLastUse_GoesOn()
    {
        var sessions = New(_nothing);
        var cookie = sessions.Begin();

        for (var i = 0; i < 5; i++)
        {
            _time.Advance(Sessions.Span - TimeSpan.FromSeconds(1));
            Assert.NotNull(sessions.Use(cookie));
        }

        _time.Advance(Sessions.Span);
        Assert.Null(sessions.Use(cookie));
    }

    [Fact]
    public void Touch_ByAnOpenPage_IsAUse()
    {
        var sessions = New(_nothing);
        var cookie = sessions.Begin();
        var session = sessions.Use(cookie)!;

        _time.Advance(Sessions.Span - TimeSpan.FromSeconds(1));
        sessions.Touch([session]);
        _time.Advance(Sessions.Span - TimeSpan.FromSeconds(1));

        Assert.NotNull(sessions.Use(cookie));
    }

    [Fact]
    public void Renew_OnceForTenMinutes()
    {
        var sessions = New(_nothing);
        var session = sessions.Use(sessions.Begin())!;

        Assert.False(sessions.Renew(session));
        _time.Advance(Sessions.RenewEvery);
        Assert.True(sessions.Renew(session));
        Assert.False(sessions.Renew(session));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Use_OfAnotherText_IsNoSession(string? cookie)
    {
        var sessions = New(_nothing);
        sessions.Begin();

        Assert.Null(sessions.Use(cookie));
        Assert.Null(sessions.Use(new string('A', 1 << 20)));
    }

    [Fact]
    public void Begin_BeyondTheBound_EndsTheOneNotUsedForLongest()
    {
        var sessions = New(_nothing);
        var first = sessions.Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = sessions.Begin();
        for (var i = 0; i < Sessions.Max - 1; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            sessions.Begin();
        }

        Assert.Null(sessions.Use(first));
        Assert.NotNull(sessions.Use(second));
    }

    [Fact]
    public void Restart_WithKeptData_GoesOnUntilItsTime()
    {
        string cookie;
        using (var data = Open())
        {
            cookie = New(data).Begin();
        }

        Assert.DoesNotContain(cookie, File.ReadAllText(Path.Combine(_folder.FullName, "sessions")));
        using (var data = Open())
        {
            Assert.NotNull(New(data).Use(cookie));
            _time.Advance(Sessions.Span);
            Assert.Null(New(data).Use(cookie));
        }
    }

    [Fact]
    public void Restart_WithoutKeptData_EndsAll()
    {
        var cookie = New(_nothing).Begin();

        Assert.Null(New(_nothing).Use(cookie));
    }

    [Fact]
    public void Restart_WithAnotherToken_EndsAll()
    {
        using var data = Open();
        var cookie = New(data).Begin();

        Assert.NotNull(New(data).Use(cookie));
        Assert.Null(New(data, "another-token-of-the-tests").Use(cookie));
    }

    [Fact]
    public void End_IsKept()
    {
        using var data = Open();
        var sessions = New(data);
        var cookie = sessions.Begin();
        sessions.End(sessions.Use(cookie)!);

        Assert.Null(sessions.Use(cookie));
        Assert.Null(New(data).Use(cookie));
    }

    [Fact]
    public void Start_FileOfRubbish_IsIgnored()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "sessions"), "x\n\0 9\n" + new string('a', 64) + " 99999999999999999999\n" + new string('b', 64) + " 5 5\n");
        using var data = Open();

        Assert.Null(New(data).Use("x"));
    }

    private DataDirectory Open() => DataDirectory.Open(_folder.FullName, keepsUsually: false, Assert.Fail);

    private Sessions New(DataDirectory data, string token = "a-token-of-the-tests") => new(new TokenKeeper(new AccessToken(token)), data, _time);
}
