using System.Globalization;
using System.Text.Json;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(840, "840 ns")]
    [InlineData(4_200, "4.2 µs")]
    [InlineData(999_900, "1 ms")]
    [InlineData(12_400_000, "12 ms")]
    [InlineData(999_900_000, "1 s")]
    [InlineData(1_240_000_000, "1.2 s")]
    [InlineData(192_000_000_000, "3 m 12 s")]
    [InlineData(7_500_000_000_000, "2 h 05 m")]
    [InlineData(270_000_000_000_000, "3 d 3 h")]
    public void Of_Nanoseconds_TwoFiguresThatMatter(long ns, string expected) => Assert.Equal(expected, Durations.Of(ns));

    [Theory]
    [InlineData(999_000_000, "0 s")]
    [InlineData(59_900_000_000, "59 s")]
    [InlineData(60_000_000_000, "1 m 00 s")]
    public void Age_Nanoseconds_WholeSeconds(long ns, string expected) => Assert.Equal(expected, Durations.Age(ns));

    /// <summary>The table is held against js/clock.js, too: tests/JavaScript/clock.test.js.</summary>
    [Fact]
    public void Age_OfTheSharedTable_IsWhatTheBrowserSays()
    {
        var table = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ages.json")))!;
        Assert.True(table.Count > 5);
        Assert.All(table, age => Assert.Equal(age.Value, Durations.Age((long)(double.Parse(age.Key, CultureInfo.InvariantCulture) * 1e9))));
    }
}
