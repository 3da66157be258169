using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterWarningTests
{
    [Theory]
    [InlineData("comm=cc1", "comm:cc1")]
    [InlineData("comm!=cc1", "-comm:cc1")]
    [InlineData("pid==5", "pid:5")]
    [InlineData("ENOENT", "errno:ENOENT")]
    [InlineData("-SIGKILL", "-signal:SIGKILL")]
    [InlineData("!sh", "-sh")]
    [InlineData("--version", "\"--version\"")]
    [InlineData("uid:0 dur:5ms", "uid:0 dur:<5ms")]
    [InlineData("ret:2", "ret:-2")]
    [InlineData("syscall:execv", "syscall:execve")]
    [InlineData("how:vfrok", "how:vfork")]
    [InlineData("comm:systemd-timesyncd", "comm:systemd-timesyn*")]
    [InlineData("comm:ééééééééé", "comm:ééééééé*")]
    public void Warnings_SuspiciousText_OfferTheCure(string text, string cured)
    {
        var warning = Assert.Single(Parse.Good(text).Warnings);

        Assert.Equal(cured, text.Remove(warning.Position, warning.Length).Insert(warning.Position, warning.Replacement!));
        Assert.Empty(Parse.Good(cured).Warnings);
        Assert.NotNull(warning.Hint);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("comm:\"a*\"")]
    [InlineData("syscall:openat")]
    public void Warnings_SuspiciousWithoutFix_AreReportedOnly(string text)
    {
        var warning = Assert.Single(Parse.Good(text).Warnings);

        Assert.Null(warning.Replacement);
    }

    [Theory]
    [InlineData("bs=4k")]
    [InlineData("sigma")]
    [InlineData("\"ENOENT\"")]
    [InlineData("dur:<5ms zombie:>1s")]
    [InlineData("ret:0 ret:-2 ret:>0")]
    [InlineData("comm:systemd-timesy*")]
    [InlineData("comm:123456789012345")]
    [InlineData("syscall:exec* how:VFORK")]
    public void Warnings_OrdinaryText_AreNone(string text) => Assert.Empty(Parse.Good(text).Warnings);
}
