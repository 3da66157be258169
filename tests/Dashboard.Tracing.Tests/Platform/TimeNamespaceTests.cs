using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Tests.Platform;

public sealed class TimeNamespaceTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("monotonic           0         0\nboottime       100000         0\n", 100_000 * Second)]
    [InlineData("monotonic          -1 500000000\nboottime           -7 250000000\n", (-7 * Second) + 250_000_000)]
    [InlineData("1 0 0\n7 5 1\n", (5 * Second) + 1)]
    public void Parse_Offsets_IsThatOfBootTime(string text, long ns) => Assert.Equal(ns, TimeNamespace.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("boottime 5\n")]
    [InlineData("boottime x 0\n")]
    public void Parse_SomethingElse_IsNotKnown(string text) => Assert.Null(TimeNamespace.Parse(text));

    [Fact]
    public void Choose_RecordAgrees_IsWhatProcSays()
        => Assert.Equal(100_000 * Second, TimeNamespace.Choose(100_000 * Second, 50 * Second, (100_050 * Second) - 90, (100_050 * Second) + 10));

    [Fact]
    public void Choose_RecordDisagrees_IsWhatTheRecordShows()
        => Assert.Equal(7 * Second, TimeNamespace.Choose(100_000 * Second, 50 * Second, (57 * Second) - 100, (57 * Second) + 100));
}
