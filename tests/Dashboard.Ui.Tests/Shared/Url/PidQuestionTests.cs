using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Url;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Url;

public sealed class PidQuestionTests
{
    private const long NowBootNs = 9_000_000_000_000;
    private static readonly Timestamp Now = At("2026-11-30T14:04:10Z");

    [Theory]
    [InlineData("4312", null)]
    [InlineData(" pid 4312 ", null)]
    [InlineData("4312-81734400112233", null)]
    [InlineData("4312 -2m", "2026-11-30T14:02:10Z")]
    [InlineData("4312 @14:02", "2026-11-30T14:02:00Z")]
    [InlineData("4312@14:02:30", "2026-11-30T14:02:30Z")]
    [InlineData("4312 at 14:02", "2026-11-30T14:02:00Z")]
    [InlineData("4312 14:02", "2026-11-30T14:02:00Z")]
    [InlineData("pid 4312 2 minutes ago", "2026-11-30T14:02:10Z")]
    [InlineData("PID:4312 2026-11-30T14:00:00Z", "2026-11-30T14:00:00Z")]
    public void Read_PidAndTime_AreFound(string text, string? at)
        => Assert.Equal(new PidQuestion(4312, at is null ? null : At(at), null), PidQuestion.Read(text, Words));

    [Theory]
    [InlineData("4312 -2")]
    [InlineData("4312 @tea")]
    public void Read_NoTime_KeepsThePidAndSaysSo(string text)
    {
        var question = PidQuestion.Read(text, Words)!;

        Assert.Equal((4312, null), (question.Pid, question.At));
        Assert.Contains("is not a time. Examples: -2m, 14:02.", question.Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("make")]
    [InlineData("pid")]
    [InlineData("99999999999")]
    [InlineData("4312x")]
    public void Read_NoPid_IsNoQuestion(string text) => Assert.Null(PidQuestion.Read(text, Words));

    private static RangeWords Words => new(0, new CaptureClock(Now.UnixNs - NowBootNs, () => NowBootNs), NowBootNs);

    private static Timestamp At(string text) => Timestamp.TryParse(text, out var at) ? at : throw new ArgumentException(text);
}
