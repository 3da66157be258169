using CsCheck;
using Dashboard.Core.Filtering.Language;
using Xunit;

namespace Dashboard.Core.Tests.Filtering.Language;

public sealed class FilterDurationTests
{
    [Theory]
    [InlineData("1ns", 1)]
    [InlineData("2us", 2_000)]
    [InlineData("2µs", 2_000)]
    [InlineData("1.5ms", 1_500_000)]
    [InlineData("0.5s", 500_000_000)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("1m", 60_000_000_000)]
    [InlineData("1h", 3_600_000_000_000)]
    [InlineData("3MS", 3_000_000)]
    public void TryParse_NumberWithUnit_GivesNanoseconds(string text, long ns)
    {
        Assert.True(FilterDuration.TryParse(text, out var read));
        Assert.Equal(ns, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("ms")]
    [InlineData("1.2.3s")]
    [InlineData("-1s")]
    [InlineData("1,5s")]
    [InlineData("1e3s")]
    [InlineData("1 s")]
    [InlineData("2562048h")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(FilterDuration.TryParse(text, out _));

    [Fact]
    public void Format_AnyDuration_ReadsBack()
        => Gen.Long[0, long.MaxValue].Sample(ns => FilterDuration.TryParse(FilterDuration.Format(ns), out var read) && read == ns);
}
