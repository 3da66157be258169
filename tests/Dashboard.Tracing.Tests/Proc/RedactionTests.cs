using System.Text;
using Dashboard.Core.Readings;
using Dashboard.Tracing.Proc;

namespace Dashboard.Tracing.Tests.Proc;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("GITHUB_TOKEN", "abc")]
    [InlineData("DB_PASSWORD", "abc")]
    [InlineData("PGPASSWORD", "abc")]
    [InlineData("MYSQL_PWD", "abc")]
    [InlineData("db_passwd", "abc")]
    [InlineData("GPG_PASSPHRASE", "abc")]
    [InlineData("CLIENT_SECRET", "abc")]
    [InlineData("AWS_ACCESS_KEY_ID", "abc")]
    [InlineData("ApiKey", "abc")]
    [InlineData("HTTP_COOKIE", "abc")]
    [InlineData("BASIC_AUTH", "abc")]
    [InlineData("REGISTRY_CREDENTIALS", "abc")]
    [InlineData("CARD_PIN", "1234")]
    [InlineData("WIFI_PSK", "abc")]
    [InlineData("WALLET_MNEMONIC", "twelve words")]
    [InlineData("HASH_SALT", "abc")]
    [InlineData("RANDOM_SEED", "abc")]
    [InlineData("TOTP_CODE", "123456")]
    [InlineData("DB_PW", "abc")]
    [InlineData("SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T/B/x")]
    [InlineData("HEADER", "Authorization: Bearer abcdef")]
    [InlineData("SOMETHING", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")]
    [InlineData("CERT", "-----BEGIN PRIVATE KEY-----\nMIIB")]
    [InlineData("X", "ghp_16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("Y", "AKIAIOSFODNN7EXAMPLE")]
    public void Of_WhatLooksLikeASecret_IsTheMarkAlone(string name, string value) => Assert.Equal(Redaction.Mark, Redaction.Of(name, value));

    [Theory]
    [InlineData("DATABASE_URL", "postgres://me:s3cret@db:5432/x", "postgres://[redacted]@db:5432/x")]
    [InlineData("PROXY", "http://s3cret@proxy:3128", "http://[redacted]@proxy:3128")]
    [InlineData("REMOTE", "https://user:p@ss:s3cret@host/path", "https://[redacted]@host/path")]
    [InlineData("DSN", "Server=db;User=me;Password=s3cret;Port=1", "Server=db;User=me;Password=[redacted];Port=1")]
    [InlineData("DB_DSN", "root:hunter2@tcp(db:3306)/app", "[redacted]@tcp(db:3306)/app")]
    [InlineData("http_proxy", "user:pw@host:3128", "[redacted]@host:3128")]
    [InlineData("DATABASE_URL", "postgres://u:p/w@host", "postgres://[redacted]@host")]
    [InlineData("HOOK", "https://host/hook?token=s3cret&x=1", "https://host/hook?token=[redacted]&x=1")]
    [InlineData("JAVA_OPTS", "-Xmx1g -Dstore.password=s3cret -Dx=1", "-Xmx1g -Dstore.password=[redacted] -Dx=1")]
    [InlineData("OPTIONS", "--user me --password s3cret --port 1", "--user me --password [redacted] --port 1")]
    public void Of_SecretInsideAValue_TakesItOut(string name, string value, string shown) => Assert.Equal(shown, Redaction.Of(name, value));

    [Theory]
    [InlineData("PATH", "/usr/bin:/bin")]
    [InlineData("PATH", "/usr/bin:/opt/node@18/bin")]
    [InlineData("PWD", "/srv/app")]
    [InlineData("OLDPWD", "/srv")]
    [InlineData("LANG", "C.UTF-8")]
    [InlineData("MAIL", "me@host")]
    [InlineData("EMPTY_TOKEN", "")]
    [InlineData("URL", "https://host/path?x=1")]
    public void Of_AnythingElse_StaysAsItIs(string name, string value) => Assert.Equal(value, Redaction.Of(name, value));

    [Fact]
    public void Parse_BlockThatIsCut_LeavesOutTheLastVariable()
    {
        var block = Encoding.Latin1.GetBytes("A=1\0URL=postgres://me:s3cret");

        Assert.Equal([new EnvironmentVariable("A", "1")], EnvironmentBlock.Parse(block, isCut: true));
        Assert.Equal(2, EnvironmentBlock.Parse(block, isCut: false).Count);
    }

    [Fact]
    public void Parse_WhatIsNoVariable_IsNotShown()
        => Assert.Equal([new("", Redaction.Mark), new("", Redaction.Mark), new("\uefffB", "\uefff")],
            EnvironmentBlock.Parse(Encoding.Latin1.GetBytes("s3cret\0=s3cret\0\0\u00ffB=\u00ff\0"), isCut: false));
}
